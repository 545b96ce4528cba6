"""What a spreadsheet would run instead of showing it, and how a file of CSV keeps it from that."""

#: A cell that begins so is taken for a formula (OWASP, “CSV Injection”), also in full width.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def quoted(cell: str) -> str:
    """The cell, with an apostrophe before what would be run."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_text(cell: str) -> str:
    """The cell without the ="…" by which other programs keep a spreadsheet from making 7 of 007."""
    return cell[2:-1] if cell.startswith('="') and cell.find('"', 2) == len(cell) - 1 else cell


def unquoted(cell: str) -> str:
    """The cell without the apostrophe that `quoted` gave it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
