"""Rulebooks (规定): what must be done, how often and by whom, with its source; data, shipped and local."""
