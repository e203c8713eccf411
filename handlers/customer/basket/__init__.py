"""The basket: several types in one checkout."""
