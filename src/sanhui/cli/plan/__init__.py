"""The commands about the plan."""
