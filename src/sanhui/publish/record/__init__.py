"""The record for people and programs: what became of sessions and tasks, and the log of changes."""
