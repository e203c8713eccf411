"""Messages between a customer and the shop."""
