"""Categories, products and types, as customers walk through them."""
