"""What holds for every test: no machine is too slow for one that draws its examples."""

from hypothesis import HealthCheck, settings

settings.register_profile("sanhui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sanhui")
