"""Which days are working days, and which days have names."""
