"""From results to a terminal or JSON. Computes nothing."""
