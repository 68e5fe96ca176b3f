"""What no text column can hold is found where it stands."""

import pytest

from articles.text.storable import unstorable_at


@pytest.mark.parametrize(
    ("text", "place"),
    [("", None), ("条文\n", None), ("\0条", 0), ("条\ud800文", 1), ("条文\udfff", 2), ("𠮷\0\0", 1)],
)
def test_the_first_character_that_cannot_be_stored_is_found(text, place):
    assert unstorable_at(text) == place
