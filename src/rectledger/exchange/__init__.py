"""A ledger in other forms, for other programs: tables, JSON, calendars."""
