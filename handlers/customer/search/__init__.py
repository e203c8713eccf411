"""Finding products and types by typing their names."""
