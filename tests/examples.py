"""Settings of hypothesis: on a busy machine, making and trying examples may take as long as it takes."""

from hypothesis import HealthCheck, settings

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
