"""Two states of a ledger held against each other: what is new, what changed, what is gone."""
