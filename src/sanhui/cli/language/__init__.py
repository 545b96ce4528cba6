"""The commands about words and days."""
