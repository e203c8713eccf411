"""Entries, payments, receipts, deposits, losses and the figures of days."""
