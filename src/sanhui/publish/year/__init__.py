"""A year on a screen: agenda, wall calendars, counts, days off, and the row that each session has in the plan's table."""
