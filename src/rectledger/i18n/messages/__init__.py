"""Messages and hints by code."""
