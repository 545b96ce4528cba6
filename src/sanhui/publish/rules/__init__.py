"""Rules for people and programs: what they ask for, and what they say of a record."""
