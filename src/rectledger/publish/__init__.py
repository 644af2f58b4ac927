"""Documents for people who do not use a terminal: notice, bulletin, lists, workbook, dashboard.

Each kind of document is a module. Its `gather` collects the data from a ledger or a part of one;
the data of two parts can be added. The document is made from that data without clock or disk, so
the same ledger and date give the same bytes.
"""
