"""Bank transfers: the pictures that customers send as proof, and what staff decide about them."""
