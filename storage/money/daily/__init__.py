"""What a day came to and what was sold in it: added up, and kept once the day is over."""
