"""Changes to a plan file that keep it as its owner wrote it."""
