"""Pure functions need no database: what tests cut, they cut with the settings that ship."""

from collections.abc import Iterator

import pytest

from articles.search.settings.configuration import shipped_configuration, using_configuration


@pytest.fixture(autouse=True, scope="module")
def shipped_settings() -> Iterator[None]:
    with using_configuration(shipped_configuration()):
        yield
