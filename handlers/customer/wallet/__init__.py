"""A customer's wallet."""
