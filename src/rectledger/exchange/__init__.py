"""Exports of a ledger for spreadsheets, programs and calendars.

Each format is a module. One function turns a ledger, or part of one, into its text or its lines of
issues and measures; the results of parts can be added. Another function adds the start and end of
the file. Neither uses a clock or the disk.
"""
