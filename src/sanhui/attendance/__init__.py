"""Attendance: who was due at a session, who came, and what that comes to over a year.

The roster says who was due (`due`), the ledger keeps who came; what is asked of both is worked out here.
"""
