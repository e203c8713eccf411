"""Several processes of the shop over one PostgreSQL, killed while people buy: `make soak`, and a short form
in the suite. Nothing is measured here: afterwards all that the shop promises must be true.
"""
