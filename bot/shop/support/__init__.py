"""What customers write to the shop and what staff answer."""
