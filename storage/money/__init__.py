"""Entries, payments, receipts, deposits and losses; beneath, the figures of days."""
