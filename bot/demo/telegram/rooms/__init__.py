"""Where messages are besides private chats: groups with topics; and what a message is everywhere."""
