"""What was sold, and files for the accountant."""
