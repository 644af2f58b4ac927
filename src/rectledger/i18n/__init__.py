"""Both languages, and every text written for people."""
