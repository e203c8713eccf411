"""Tickets: what customers wrote, taken, answered and closed by the staff."""
