"""From what a command is asked to do to the change that it makes, or every reason to refuse it."""
