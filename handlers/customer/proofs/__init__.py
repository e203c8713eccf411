"""Pictures as proof of a payment, as customers send them."""
