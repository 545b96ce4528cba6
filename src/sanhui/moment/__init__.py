"""The dates that people type on a command line: 下周三下午两点, 上个月最后一天, next friday, in two weeks.

Whatever the `when` language says of many days, here means the next of them, or the nearest; to that come the words that only
make sense from a day on which they are said (昨天, 下周, 三天后). What is understood is shown back in full by the callers;
what is not understood, or could be two days, is refused.
"""

from sanhui.moment.read import read_in_year, read_moment, read_nearest

__all__ = ["read_in_year", "read_moment", "read_nearest"]
