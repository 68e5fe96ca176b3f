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
        divisions_before, articles_before = len(divisions), len(articles)
        for division in part.divisions:
            parent = None if division.parent is None else division.parent + divisions_before
            number = _free_number(division, parent, divisions)
            divisions.append(replace(division, parent=parent, number=number))
        articles += [
            replace(
                article,
                division=_shifted_index(article.division, divisions_before),
                numbered_in=_shifted_index(article.numbered_in, divisions_before),
                parent=_shifted_index(article.parent, articles_before),
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


def _shifted_index(index: int | None, offset: int) -> int | None:
    return None if index is None else index + offset


def numbers_of(part: ParsedPolicy) -> list[tuple[int, int]]:
    """The article numbers of a part, in order."""
    articles = [article for article in part.articles if article.unit == "article"] or part.articles
    return sorted((article.number, article.suffix) for article in articles)


def _free_number(
    division: ParsedDivision, parent: int | None, earlier_divisions: list[ParsedDivision]
) -> int:
    """The heading's number; the next free one if the parts before already use it."""
    used_numbers = {
        earlier_division.number
        for earlier_division in earlier_divisions
        if (earlier_division.kind, earlier_division.parent) == (division.kind, parent)
    }
    return division.number if division.number not in used_numbers else max(used_numbers) + 1
