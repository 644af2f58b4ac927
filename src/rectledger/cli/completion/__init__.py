"""What a shell offers after Tab."""
