"""What is wrong now, and when each of the staff wants to be left in peace."""
