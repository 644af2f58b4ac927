"""Comparing two states of a ledger: `diff` and `check --base`."""
