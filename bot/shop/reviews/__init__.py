"""What customers say of products: asked for, given, shown to others, answered by the shop."""
