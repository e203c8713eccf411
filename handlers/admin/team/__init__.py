"""Those who work in the shop: their roles, and what they did."""
