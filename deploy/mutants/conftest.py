"""The top of the copy that is mutated: each test runs on nothing that the unchanged code remembered."""

import os
import sys
from functools import _lru_cache_wrapper

import pytest

OWN = ("articles", "guidance", "policy_portal")
#: Kept, with the cuts that it remembers, where nothing that it uses is mutated.
TOKENIZER = "articles.search.queries.configured_tokenizer"
IS_KEPT = os.environ["MUTATED"] != "articles.text.wording"


#: What gives a test the database, though no marker says so.
DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that get the database by a fixture; run.py leaves out those with its marker."""
    items[:] = [item for item in items if DATABASE.isdisjoint(getattr(item, "fixturenames", ()))]


def pytest_runtest_setup() -> None:
    """Forget what was worked out and cached. Otherwise it would hide mutants, and mutmut would see only the
    first test that reaches what stands behind a cache."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OWN and not (IS_KEPT and name == TOKENIZER):
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper) and not (IS_KEPT and value.__module__ == TOKENIZER):
                    value.cache_clear()
                elif fills_itself(value):
                    value.clear()


def fills_itself(value: object) -> bool:
    """Whether it is one of the project's own dicts that work out what is missing and keep it."""
    is_own = type(value).__module__.partition(".")[0] in OWN
    return is_own and isinstance(value, dict) and hasattr(value, "__missing__")
