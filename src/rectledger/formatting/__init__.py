"""What core's values are called in the reader's language, for whoever lays them out: pages of the
terminal, and documents.

Plain texts, without colour or width.
"""
