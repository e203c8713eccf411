"""Customers who invite others: their link, who came by it, what that brings them."""
