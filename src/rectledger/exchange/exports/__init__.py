"""The ledger in other forms, one file a form."""
