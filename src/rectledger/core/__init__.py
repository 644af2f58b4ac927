"""The rules of a ledger: pure, with no clock, no disk and no words for people."""
