"""How a product's codes are redeemed, before buying and after."""
