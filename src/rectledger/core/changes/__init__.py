"""From what a verb asks for to the change that it makes, or to every reason why not."""
