"""Who works in the shop, and what each of them may do."""
