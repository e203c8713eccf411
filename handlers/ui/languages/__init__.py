"""What a language brings with it: its messages, what it calls the regions of the world."""
