"""From what a document holds to bytes, knowing no document."""
