"""Customers: found, in full, and what is done about one of them."""
