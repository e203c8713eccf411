"""Receipts of transfers, as staff decide on them."""
