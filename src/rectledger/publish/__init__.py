"""Documents for people who do not open a terminal: notice, bulletin, lists, workbook, dashboard.

A kind of document is a module. Its `gather` takes what it needs of a ledger, or of a part of one,
and what it takes of two parts adds up; what is made of that knows no clock and no disk, so that the
same ledger and day give the same bytes.
"""
