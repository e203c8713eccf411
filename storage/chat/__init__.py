"""Customers, the inbox, the outbox, conversations and messages to the shop."""
