"""What a shell offers at the tab key: commands, options, and the names of the plan at hand."""
