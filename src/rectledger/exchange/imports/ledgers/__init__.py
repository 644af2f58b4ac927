"""Ledgers that are tables: from the sheets of a workbook, a CSV or a text to what they say."""

from rectledger.exchange.imports.ledgers.reader import read_tables

__all__ = ["read_tables"]
