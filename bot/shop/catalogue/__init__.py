"""What is for sale, in stock and at what price."""
