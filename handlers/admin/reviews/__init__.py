"""Customers' reviews, as staff read, hide and answer them."""
