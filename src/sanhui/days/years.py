"""The years that can be planned: from the first whose statutory days off are known (`sanhui.days.festivals`)."""

FIRST_YEAR, LAST_YEAR = 1950, 2099
