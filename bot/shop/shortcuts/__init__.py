"""Short ways to a purchase: what somebody bought lately, and what sells most."""
