"""The terminal output of commands, one page per file."""
