"""Money that is asked for, that comes and that goes back. Every payment ends as a wallet credit."""
