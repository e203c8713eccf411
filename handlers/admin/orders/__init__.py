"""Orders for staff, with the decisions that only a person may take."""
