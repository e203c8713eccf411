"""`python -m bot migrate-to URL`: a stopped shop moves from one database to another."""
