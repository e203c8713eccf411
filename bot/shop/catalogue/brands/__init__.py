"""Brands known from the start, one file for each; read by `bot.shop.catalogue.known_brands`."""
