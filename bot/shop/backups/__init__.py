"""The shop's backups, and what a shop that was put back asks the supplier before it sells."""
