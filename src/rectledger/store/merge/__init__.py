"""Merging two versions of a record's file, and marking the conflicts if they cannot be merged."""
