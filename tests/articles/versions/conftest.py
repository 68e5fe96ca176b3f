from pathlib import Path

import pytest

from articles.models import Policy
from tests.articles.versions.texts import IN_2021, IN_2023, ORIGINAL, TITLE, outcome_of


@pytest.fixture
def work(db, tmp_path) -> Policy:
    """The regulation with its three texts; that of 2023 is present."""
    _import_folder(tmp_path)
    return Policy.objects.get(title=TITLE)


@pytest.fixture(scope="module")
def work_of_module(module_transaction, tmp_path_factory) -> None:
    """The same, taken in once for all tests of a file."""
    _import_folder(tmp_path_factory.mktemp("texts"))


def _import_folder(folder: Path) -> None:
    for words in (ORIGINAL, IN_2023, IN_2021):
        outcome_of(folder, words)
