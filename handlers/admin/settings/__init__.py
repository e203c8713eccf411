"""Settings that owners change in the chat."""
