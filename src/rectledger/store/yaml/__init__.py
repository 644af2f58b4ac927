"""Records as YAML: reading and validating them, and writing without touching the rest."""
