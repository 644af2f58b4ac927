"""What a ledger adds up to on a day: counts, groups, instruments, totals, and what presses.

Everything here can be had in parts and added: of parts of a ledger, cut between issues, the sum
is that of the whole.
"""
