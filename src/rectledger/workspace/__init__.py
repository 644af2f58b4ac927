"""A ledger in its place: where it is, what day it is there, and what is in it."""
