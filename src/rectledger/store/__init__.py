"""Reading and writing: from bytes to records, and back."""
