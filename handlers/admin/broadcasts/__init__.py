"""Messages to many: written, shown to their writer first, sent, and steered while they are sent."""
