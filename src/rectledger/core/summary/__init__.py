"""What a ledger adds up to on a date: counts, groups, instruments, totals, and what is urgent.

Everything here can be computed in parts and added: if a ledger is split between issues, the sum of
the parts is the result for all of it.
"""
