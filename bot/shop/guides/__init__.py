"""What the shop tells of a product: how its codes are redeemed and where, its region, notes, a picture."""
