"""Documents named by their numbers in a text: those that stand alone, and those given with a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.text.citing.naming.document_names import IN_BRACKETS, TITLE
from articles.text.citing.naming.document_numbers import document_number_key, numbers_in_text
from articles.text.wording.characters.folding import fold, fold_with_offsets

_MAY_HAVE_NUMBER = re.compile(r"[〔［【﹝〖\[(（]\s*[12１２]|令|公告|年\s*第?\s*[\d０-９]{1,5}\s*号")
#: How far a title may end behind a number.
_FARTHEST = 240
_BRACKETS = re.compile(rf"\s*(?P<brackets>{IN_BRACKETS})?")
#: (国发[2019]5号, 以下简称…): the number is the first that stands in the brackets.
_FIRST = re.compile(r"^[（(〔\[](?P<number>[^，,；;]{4,60}?)(?:[，,；;].*)?[）)〕\]]$")
#: 某省政府令第312号公布的《某办法》: the title names the document already.
_PUBLISHED = re.compile(r"(?:文件?)?(?:公布|发布|印发|颁布|转发)的?$")


def lone_numbers(text: str) -> list[tuple[str, int, int]]:
    """The document numbers of a text as (key, start, end), without those that belong to a title in 《》.

    >>> lone_numbers("按照国发〔2019〕5号和《某办法》（国发〔2020〕6号）办理")
    [('国发〔2019〕5号', 2, 12)]
    """
    if not _MAY_HAVE_NUMBER.search(text):
        return []
    title_spans = list(_title_spans(text))
    folded = fold_with_offsets(text)
    numbers = []
    for key, begin, end in numbers_in_text(folded.text):
        start, stop = folded.original_span(begin, end)
        if any(first < stop and start < last for first, last in title_spans) or _names_title_behind(
            text, stop
        ):
            continue
        numbers.append((key, start, stop))
    return numbers


def numbered_titles(texts: Iterable[str]) -> dict[str, str]:
    """The titles that a document names with a number, by it: 《某办法》（国发〔2020〕6号）."""
    titles: dict[str, str] = {}
    for key, title in numbers_of_titles(texts):
        titles.setdefault(key, title)
    return titles


def numbers_of_titles(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(key of the number, title) wherever a title has its number beside it.

    >>> list(numbers_of_titles(["按《某办法》（国发〔2020〕6号，以下简称《办法》）办理"]))
    [('国发〔2020〕6号', '某办法')]
    """
    for text in texts:
        for title in TITLE.finditer(text):
            brackets = _BRACKETS.match(text, title.end())
            first = _FIRST.match(brackets["brackets"] or "") if brackets else None
            if first and (key := document_number_key(first["number"])):
                yield key, title[0][1:-1]


def number_that_published(before: str) -> str:
    """The number in 某省人民政府令第200号公布的 at the end of the words before a title, "" for none.

    >>> number_that_published("2015年4月25日某省人民政府令第200号公布的")
    '某省人民政府令第200号'
    """
    folded = fold(before)
    keys = [key for key, _, end in numbers_in_text(folded) if _PUBLISHED.fullmatch(folded[end:])]
    return keys[-1] if keys else ""


def _title_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of titles with the brackets and one character behind them: 《某办法》国发〔2020〕6号."""
    for title in TITLE.finditer(text):
        brackets = _BRACKETS.match(text, title.end())
        yield title.start(), (brackets.end() if brackets else title.end()) + 1


def _names_title_behind(text: str, offset: int) -> bool:
    title = TITLE.search(text, offset, offset + _FARTHEST)
    return bool(title and _PUBLISHED.fullmatch(text[offset : title.start()]))
