"""Records as YAML: reading, checking what is read, and writing without touching the rest."""
