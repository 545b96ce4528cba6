"""What a spreadsheet would run instead of showing it."""

#: A cell that begins so is taken for a formula (OWASP, “CSV Injection”), also in full width.
FORMULA = tuple("=+-@\n＝＋－＠")
