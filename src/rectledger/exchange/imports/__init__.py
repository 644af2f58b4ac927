"""What other papers hold, taken in: workbooks, CSV, notices."""
