"""A plan's calendar on a CalDAV server (RFC 4791): sent, compared, taken back.

The server belongs to others too, so every write is conditional, nothing is touched but what has the plan's own UIDs, and
whatever a person edited there is shown and never overwritten unasked. One module a concept, from the wire upwards.
"""
