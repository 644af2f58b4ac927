"""Values of core as plain text in the reader's language, for terminal pages and documents.

No colour, no width.
"""
