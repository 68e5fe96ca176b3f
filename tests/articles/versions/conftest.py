import pytest

from articles.models import Policy
from tests.articles.versions.texts import IN_2021, IN_2023, ORIGINAL, TITLE, outcome_of


@pytest.fixture
def work(db, tmp_path) -> Policy:
    """The regulation with its three texts; that of 2023 is present."""
    for words in (ORIGINAL, IN_2023, IN_2021):
        outcome_of(tmp_path, words)
    return Policy.objects.get(title=TITLE)
