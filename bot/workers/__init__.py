"""What runs without being asked. Work items are rows; a worker that dies loses nothing but a moment."""
