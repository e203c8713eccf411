"""Paying for an order, and filling the wallet."""
