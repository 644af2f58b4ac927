"""Finding a ledger and loading it."""
