"""Documents (.docx) that an office sends, signs and files, from templates that it may replace by its own."""

from sanhui.publish.docx.archive import untouched
from sanhui.publish.docx.documents import DOCUMENTS, check, document_called, own, shipped, write

__all__ = ["DOCUMENTS", "check", "document_called", "own", "shipped", "untouched", "write"]
