"""Titles of policies and laws, compared in whatever form they are written."""

import re

from articles.text.wording.characters.folding import fold

#: The name of the state, with which a title may begin or not.
STATE = "中华人民共和国"
_SPACED_OUT = re.compile(r"\S(?:\s+\S)+")
#: Title marks inside title marks, as keys have them.
NESTED_MARKS = str.maketrans("〈〉<>", "《》《》")
_INNER = str.maketrans("《》", "〈〉")


def title_key(title: str) -> str:
    """Return the comparison key of a title: folded, without spaces, the outer 《》 and the state's name.

    >>> title_key("《中华人民共和国科技成果转化法》"), title_key("某办法（试行）")
    ('科技成果转化法', '某办法(试行)')
    """
    key = fold(title).replace(" ", "").translate(NESTED_MARKS)
    if key.startswith("《") and key.endswith("》") and key.count("《") == key.count("》") == 1:
        key = key[1:-1]
    return without_state(key)


def in_title_marks(title: object) -> str:
    """A title as a sentence names it: title marks inside title marks are single (GB/T 15834).

    >>> in_title_marks("关于印发《某办法》的通知")
    '《关于印发〈某办法〉的通知》'
    """
    return f"《{str(title).translate(_INNER)}》"


def without_state(key: str) -> str:
    """A folded title without the state's name, unless that is all it is."""
    return key.removeprefix(STATE) or key


def bare_title(title: str) -> str:
    """The comparison key of a title that names the state nowhere.

    >>> bare_title("《全国人民代表大会关于修改〈中华人民共和国宪法〉的决定》")
    '全国人民代表大会关于修改《宪法》的决定'
    """
    return title_key(title).replace(STATE, "")


def closed_up(title: str) -> str:
    """Close up a title whose characters were spaced out to fill the line; others stay as they are.

    >>> closed_up("总　　则"), closed_up("构建体系 推动升级")
    ('总则', '构建体系 推动升级')
    """
    return "".join(title.split()) if _SPACED_OUT.fullmatch(title) else title
