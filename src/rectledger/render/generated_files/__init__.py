"""Files that rectledger writes into a repository."""
