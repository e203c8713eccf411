"""Inviting friends."""
