"""Other forms of a ledger: for spreadsheets, for programs, for calendars.

A form is a module. A function of it makes, of a ledger or of a part of one, what the form has for
it: text, or the lines of issues and of measures. Those of parts add up, and another function puts
around them what a file of that form begins and ends with. They know no clock and no disk.
"""
