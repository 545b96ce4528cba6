"""Workbooks (.xlsx) that an office prints, hangs up and edits: one module a sheet, `book` for what they share."""

from sanhui.publish.xlsx.workbook import OF_MEMBERS, SHEETS, Material, workbook

__all__ = ["OF_MEMBERS", "SHEETS", "Material", "workbook"]
