"""Whether a typed text looks like it holds data about a person."""

import re

from articles.text.folding import fold

_SIGNS = re.compile(
    r"""
    @                                   # an e-mail address or an account
    | (?<!\d) (?:\d[\s\-]?){6,} [\dx]   # seven digits and more: identity cards, telephones, bank cards
    | (?:[〇零一二三四五六七八九幺]){7,}    # the same written out
    """,
    re.VERBOSE,
)

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)")


def looks_personal(text: str) -> bool:
    """Whether `text` may hold an identity, telephone or card number or an e-mail address.

    Document numbers hold too few digits in a row for it, and years from–to stand in titles; a whole date
    may be a birthday.

    >>> looks_personal("13800138000 补贴"), looks_personal("工信部联科〔2009〕232号")
    (True, False)
    """
    return bool(_SIGNS.search(_YEARS.sub("", fold(text))))
