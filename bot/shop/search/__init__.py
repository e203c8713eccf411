"""Finding products and types by what people type, in three languages and two scripts."""
