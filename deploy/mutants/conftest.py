"""The top of the copy that is mutated: each mutant is tried on nothing that was remembered before."""

import sys
from functools import _lru_cache_wrapper

OWN = ("articles", "guidance", "policy_portal")


def pytest_collection_finish() -> None:
    """Forget what the unchanged code has worked out and cached."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OWN:
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
