"""From what was read of a source to a draft of lawful records and settings."""
