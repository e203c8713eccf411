"""Carries the outbox to people's chats."""
