"""What customers say of products, and read of others."""
