"""Article captions (条标): the short opening sentence that serves as an article's heading.

Policies of the Chinese central ministries often open each article with a caption sentence
(「支持企业走出去。鼓励国内企业…」); laws do not. The rule is therefore decided for the document as a
whole first: where most articles open so, it is the document's style, and a short opening sentence is
a caption; elsewhere a short sentence is just a short sentence.
"""

import re
from collections.abc import Sequence

_LONGEST = 24  # characters before the full stop; source: 原文陷阱 29, any value from 24 to 30 gives the same
_STYLE_SHARE = 0.75  # of the articles must open with a caption before it counts as the document's style
_CAPTION = re.compile(rf"(?P<caption>[^。！？!?\n]{{2,{_LONGEST}}})。(?=[^\s」』”’）])")


def captions(texts: Sequence[str]) -> list[str]:
    """Return each article's caption without its full stop, or "" where it has none.

    A caption always is a prefix of its text: it is read out, never cut off.
    """
    candidates = [match["caption"] if (match := _CAPTION.match(text)) else "" for text in texts]
    is_style = sum(map(bool, candidates)) >= _STYLE_SHARE * len(texts)
    return candidates if is_style else ["" for _ in texts]
