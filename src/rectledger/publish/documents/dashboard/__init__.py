"""The dashboard: one HTML file that opens anywhere, without a network.

`gather` adds up what it shows of a ledger, or of a part of one; `made` makes the file of it.
"""

from rectledger.publish.documents.dashboard.data import DashboardData, gather
from rectledger.publish.documents.dashboard.page import built_in, made

__all__ = ["DashboardData", "built_in", "gather", "made"]
