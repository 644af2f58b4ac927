"""File formats: from content to bytes, independent of the kind of document."""
