"""Between bytes and records."""
