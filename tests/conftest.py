"""What holds for every test: no machine is too slow for one that draws its examples.

`make test` draws new examples every time; where they are to be the same every time, as in .ci/run, SANHUI_REPEATABLE is set.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "sanhui",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("SANHUI_REPEATABLE")),
)
settings.load_profile("sanhui")
