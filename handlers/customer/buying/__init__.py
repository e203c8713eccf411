"""From a type to an order: quantity, promo code, confirmation, Buy."""
