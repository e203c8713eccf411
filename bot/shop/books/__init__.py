"""The books: what must be true inside, beside the supplier's account, and of each day."""
