"""`python -m bot check`: what is wrong with settings, place, database, key and token, changing nothing."""
