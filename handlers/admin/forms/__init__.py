"""What staff do from the panel: each form asks for one thing at a time."""
