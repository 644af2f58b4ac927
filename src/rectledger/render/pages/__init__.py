"""What a command shows on the terminal, one file a page."""
