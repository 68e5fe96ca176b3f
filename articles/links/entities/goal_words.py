"""Whether words of a text say a goal: only then is the link to it 原文写明 (decision 0043).

The words are the goal's name, its aliases and those of fixtures/vocabularies/goal_words.toml. Words inside
《…》 are of another document's title and say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from articles.content_files import content_table
from articles.text.wording.characters.folding import fold

_TITLE = re.compile("《[^》]*》")


def says_goal(quote: str, words: Iterable[str]) -> bool:
    """
    >>> says_goal("缩短标龄", ["国际标准"]), says_goal("推动我国技术标准成为国际标准", ["国际标准"])
    (False, True)
    """
    text = fold(_TITLE.sub("", quote))
    return any(fold(word) in text for word in words)


def words_of(slug: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words that say a goal of these names."""
    return (*names, *_listed_words().get(slug, ()))


@cache
def _listed_words() -> dict[str, list[str]]:
    return content_table("vocabularies/goal_words.toml")


def shipped_goal_problems() -> Iterator[str]:
    """The shipped links called 原文写明 whose words do not say their goal, one line in Chinese for each."""
    entries = content_table("entities/goals.toml")["entity"]
    names = {entry["slug"]: _names(entry) for entry in entries}
    yield from (f"goal_words.toml：没有目标 {slug}" for slug in _listed_words() if slug not in names)
    for path in sorted((settings.CONTENT_DIR / "links").glob("*/goals.toml")):
        for place, slug, quote in _named_quotes(path):
            if not says_goal(quote, words_of(slug, names.get(slug, ()))):
                where = f"{path.parent.name}/{path.name} [{place}]"
                yield f"{where}：“{quote}”没有说出目标 {slug}，应为编辑判断并写明理由"


def _names(entry: dict) -> tuple[str, ...]:
    return (entry["name"], *(alias["name"] for alias in entry.get("aliases", ())))


def _named_quotes(path: Path) -> Iterator[tuple[str, str, str]]:
    for place, tables in content_table(path).items():
        for slug, quotes in tables.get("named", {}).items():
            yield from ((place, slug, quote.partition("#")[0]) for quote in quotes)
