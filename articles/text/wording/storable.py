"""What PostgreSQL can hold as text."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def unstorable_at(text: str) -> int | None:
    """Where the first NUL or half of a surrogate pair stands, which no text column can hold; None without.

    >>> unstorable_at("条文"), unstorable_at("条\\ud800文")
    (None, 1)
    """
    found = _UNSTORABLE.search(text)
    return found.start() if found else None
