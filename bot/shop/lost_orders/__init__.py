"""Orders whose answer was lost: what the supplier's list and account prove, and what follows."""
