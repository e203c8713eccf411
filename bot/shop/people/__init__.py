"""Customers as the staff see them: found, in full, and what is done about one of them."""
