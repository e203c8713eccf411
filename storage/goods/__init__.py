"""The catalogue's cache, price rules and promo codes."""
