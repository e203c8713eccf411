"""Settings that owners change in the chat: which they are, what they are now, and when the shop is open."""
