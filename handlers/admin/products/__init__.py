"""What customers are told of a product, in the merchant's own words."""
