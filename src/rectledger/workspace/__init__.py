"""A ledger in its environment: finding, reading, changing and comparing it."""
