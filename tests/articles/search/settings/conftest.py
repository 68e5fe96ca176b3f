"""Trials of settings with few questions: what they find is tested in tests/articles/search/trials."""

import pytest

from tests.articles.search.settings.drafts import ask_few


@pytest.fixture
def shipped(shipped):
    ask_few()
    return shipped
