"""The roster (名册): who belongs to a body, from when until when, in which group and with which roles.

`model` says who was due on a day; `statuses` what kind of member somebody was; `audience` whom the words of a plan mean;
`matching` who is meant by a name in somebody else's table. Readers and writers turn tables and TOML into the model and back.
"""
