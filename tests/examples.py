"""Settings of hypothesis: on a busy machine, making and trying examples may take as long as it takes.

The examples are the same at each run, here as in CI: a failure can be had again, and is nobody else's.
"""

from hypothesis import HealthCheck, settings

patient = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
