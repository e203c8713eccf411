"""A customer's own orders, with their codes."""
