"""What was sold, for the merchant's eyes and the accountant's files."""
