"""Asking the supplier on somebody's behalf: one request for many who ask, and how many each may cause."""
