"""What customers keep an eye on: favorites whose price falls, and types that are back in stock."""
