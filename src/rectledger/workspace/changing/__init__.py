"""From a command to a commit: whole, or not at all."""
