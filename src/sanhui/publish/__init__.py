"""What goes out: calendars, and records for other programs. Everything here is in the plan's language."""
