"""Drafts, orders, attempts and cards."""
