"""What is going on in the shop, and closing it."""
