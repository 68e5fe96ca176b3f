"""Several files of one code (民法典: 总则编, 物权编, …) combined into one document."""

from collections.abc import Sequence
from dataclasses import replace

from articles.text.parsing.structure import ParsedArticle, ParsedDivision, ParsedPolicy


def combined(parts: Sequence[ParsedPolicy]) -> ParsedPolicy:
    """Join the parts in the order of their articles; passages keep the offsets of their own files."""
    ordered = sorted(parts, key=lambda part: numbers_of(part)[0])
    divisions: list[ParsedDivision] = []
    articles: list[ParsedArticle] = []
    for part in ordered:
        offset, before = len(divisions), len(articles)
        for division in part.divisions:
            parent = None if division.parent is None else division.parent + offset
            divisions.append(replace(division, parent=parent, number=_number(division, parent, divisions)))
        articles += [
            replace(
                article,
                division=_moved(article.division, offset),
                numbered_in=_moved(article.numbered_in, offset),
                parent=_moved(article.parent, before),
            )
            for article in part.articles
        ]
    return replace(
        ordered[0],
        divisions=tuple(divisions),
        articles=tuple(articles),
        removals=tuple(removal for part in ordered for removal in part.removals),
        repairs=tuple(repair for part in ordered for repair in part.repairs),
        doubts=tuple(doubt for part in ordered for doubt in part.doubts),
    )


def _moved(index: int | None, by: int) -> int | None:
    return None if index is None else index + by


def numbers_of(part: ParsedPolicy) -> list[tuple[int, int]]:
    """The article numbers of a part, in order."""
    articles = [article for article in part.articles if article.unit == "article"] or part.articles
    return sorted((article.number, article.suffix) for article in articles)


def _number(division: ParsedDivision, parent: int | None, before: list[ParsedDivision]) -> int:
    """The heading's number; the next free one if the parts before already use it."""
    taken = {
        earlier.number for earlier in before if (earlier.kind, earlier.parent) == (division.kind, parent)
    }
    return division.number if division.number not in taken else max(taken) + 1
