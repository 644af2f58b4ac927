"""Two versions of a record's file made one again, and what it looks like where they cannot be."""
