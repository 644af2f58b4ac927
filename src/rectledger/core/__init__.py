"""The rules of a ledger, as pure code: no clock, no disk access, no text for users."""
