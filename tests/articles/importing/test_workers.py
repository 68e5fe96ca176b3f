"""Work on many files is done by processes that are renewed, in order, whoever dies."""

import os
from pathlib import Path

import pytest

from articles.importing import workers
from articles.importing.workers import by_workers

PATHS = [Path(str(number)) for number in range(11)]


def who_does(path: Path) -> tuple[str, int]:
    return path.name, os.getpid()


@pytest.fixture
def renewed(monkeypatch):
    monkeypatch.setattr(workers, "_FILES_A_POOL", 4)
    monkeypatch.setattr(workers, "_AHEAD", 3)


@pytest.mark.django_db(transaction=True)
def test_results_come_in_order_and_from_renewed_processes(renewed):
    results = list(by_workers(PATHS, who_does))
    assert [name for name, _ in results] == [path.name for path in PATHS]
    of_pools = [{pid for _, pid in results[start : start + 4]} for start in (0, 4, 8)]
    assert not of_pools[0] & of_pools[1]
    assert not of_pools[1] & of_pools[2]
    assert os.getpid() not in set.union(*of_pools)


@pytest.mark.django_db(transaction=True)
def test_the_result_of_a_process_that_died_is_none(renewed):
    def die_of_five(path: Path) -> str:
        if path.name == "5":
            os._exit(9)
        return path.name

    expected = [None if path.name == "5" else path.name for path in PATHS]
    assert list(by_workers(PATHS, die_of_five)) == expected
