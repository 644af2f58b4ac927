"""The dashboard: one HTML file that opens anywhere, without a network.

`gather` collects its data from a ledger or a part of one; `made` creates the file.
"""

from rectledger.publish.documents.dashboard.data import DashboardData, gather
from rectledger.publish.documents.dashboard.page import built_in, made

__all__ = ["DashboardData", "built_in", "gather", "made"]
