"""From a command to a commit, all or nothing."""
