"""What `--help` says of a command beside its parameters: examples, and what is required when."""
