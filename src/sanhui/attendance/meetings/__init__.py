"""Attendance files of other programs: meeting programs, time clocks, any table with names and times.

One module a format, each of which recognises a file by its content and reads it as joins (`joins`). What is the same for all
comes after: whose joins they are (`people`), what they come to (`judging`), the session's sheet (`importing`).
"""
