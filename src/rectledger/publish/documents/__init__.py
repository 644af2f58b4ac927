"""One file a kind of document: what it holds."""
