"""The receipt of a purchase, for a customer's books."""
