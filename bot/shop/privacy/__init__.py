"""What the shop knows about somebody: told to them as a file, and erased when they want it."""
