"""The Chinese of the `when` language: its grammar, and how trees are said."""
