"""Beginnings: a folder with a plan, a roster and a README, made from a template and a few answers."""
