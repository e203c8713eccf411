"""Backups: taken, encrypted, kept for a while, and put back."""
