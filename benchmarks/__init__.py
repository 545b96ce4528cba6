"""How quick the program is, beside programs that do the same: `python benchmarks` prints the table (README.md)."""
