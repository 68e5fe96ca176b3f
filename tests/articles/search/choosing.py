"""What a reader chooses beside the words, as an address says it."""

from articles.search.forms import SearchForm
from articles.search.results.filters.choices import Choices


def choices_of(**parameters: str | list[str]) -> Choices:
    form = SearchForm(parameters)
    assert form.is_valid(), form.errors
    return form.choices
