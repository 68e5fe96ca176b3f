"""What PostgreSQL can hold as text."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def unstorable_at(text: str) -> int | None:
    """The place of the first NUL or half of a surrogate pair, which no text column can hold, or None.

    >>> unstorable_at("条文"), unstorable_at("条\\ud800文")
    (None, 1)
    """
    match = _UNSTORABLE.search(text)
    return match.start() if match else None
