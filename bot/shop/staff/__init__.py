"""What staff do: overview, credit and debit, decisions on orders, housekeeping."""
