"""How orders, payments, prices and days are put into words, for screens and for pushed messages alike."""
