"""The commands about rules and what they say of a record."""
