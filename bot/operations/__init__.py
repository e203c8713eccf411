"""What operators read: whether the process lives and is ready, and its figures for Prometheus."""
