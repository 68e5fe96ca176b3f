"""Titles of policies and laws, compared in whatever form they are written."""

from articles.text.folding import fold

_STATE = "中华人民共和国"
_NESTED = str.maketrans("〈〉<>", "《》《》")


def title_key(title: str) -> str:
    """Return the comparison key of a title: folded, without spaces, the outer 《》 and the state's name.

    >>> title_key("《中华人民共和国科技成果转化法》"), title_key("某办法（试行）")
    ('科技成果转化法', '某办法(试行)')
    """
    key = fold(title).replace(" ", "").translate(_NESTED)
    if key.startswith("《") and key.endswith("》") and key.count("《") == key.count("》") == 1:
        key = key[1:-1]
    return key.removeprefix(_STATE) or key
