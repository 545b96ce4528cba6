"""Sheets of cells, whichever file they stand in: Excel workbooks, CSV in UTF-8 or GB18030."""
