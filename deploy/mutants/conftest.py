"""The top of the copy that is mutated: each mutant is tried on nothing that was remembered before."""

import sys
from functools import _lru_cache_wrapper

OWN = ("articles", "guidance", "policy_portal")
#: Loading jieba's dictionary takes 0.7 s: once for each mutant, not for each test.
ONCE = ("articles.search.queries.tokenizer", "articles.text.wording.pinyin")


def pytest_collection_finish() -> None:
    forget()


def pytest_runtest_setup() -> None:
    """Otherwise mutmut would see only the first test that reaches what stands behind a cache."""
    forget(but=ONCE)


def forget(*, but: tuple[str, ...] = ()) -> None:
    """Forget what was worked out and cached."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OWN and name not in but:
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper) and value.__module__ not in but:
                    value.cache_clear()
