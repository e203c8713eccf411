"""What a customer keeps an eye on: favorites, and types that they wait for."""
