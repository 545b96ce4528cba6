"""Members for people and programs: the roster, who came to what, and what that comes to."""
