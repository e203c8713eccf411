"""Promo codes, by buttons and as typed words."""
