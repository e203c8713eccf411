"""Receipts of transfers, as customers send them."""
