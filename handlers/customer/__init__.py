"""The customers' journeys, one module or folder each."""
