"""Two states of a ledger compared: what is new, what changed, what is gone."""
