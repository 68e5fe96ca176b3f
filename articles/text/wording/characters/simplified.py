"""Traditional characters, and the words of Taiwan and Hong Kong that go with them, in mainland writing."""

from functools import cache

from opencc import OpenCC

from articles.text.storable import unstorable_at


def simplify(text: str) -> str:
    """Return `text` in simplified characters; text without traditional ones stays as it is, and so does what
    is no text (with NUL or half of a surrogate pair, where OpenCC ends).

    >>> simplify("進口設備免徵關稅"), simplify("智慧財產權"), simplify("里程碑")
    ('进口设备免征关税', '知识产权', '里程碑')
    """
    if unstorable_at(text) is not None:
        return text
    return _converter("tw2sp").convert(text) if _converter("t2s").convert(text) != text else text


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
