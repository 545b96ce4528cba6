"""The plan file: its format, its reading, and what it means."""
