"""What the tests of the matrix, the graph and the comparison look at."""

import pytest

from articles.models import Policy
from tests.articles.links.linked import LAW, link_law


@pytest.fixture
def law(shipped, import_text) -> Policy:
    """A small law beside the shipped policy, whose links are known one by one."""
    law = import_text("law", LAW)
    link_law(law)
    return law
