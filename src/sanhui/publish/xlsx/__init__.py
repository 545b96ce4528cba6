"""Workbooks (.xlsx) that an office prints, hangs up and edits: one module a sheet, `book` for what they share."""

from sanhui.publish.xlsx.workbook import SHEETS, Material, workbook

__all__ = ["SHEETS", "Material", "workbook"]
