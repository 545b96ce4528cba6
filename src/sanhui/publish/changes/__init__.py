"""What became different: between two versions of a year, and by one change of the plan."""
