"""The commands about what really happened, and what remains to be done."""
