"""The fields of the index and what each weighs, from fixtures/search/weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from django.conf import settings

from articles.models.policy import DocumentKind


class Field(IntEnum):
    """Where a term stands, and whether it is a gram or a word. The numbers are stored in postings."""

    TEXT_GRAMS = 1
    CONTEXT_GRAMS = 2  # titles of chapter and section, heading of the article
    TITLE_GRAMS = 3  # title of the policy
    TEXT_WORDS = 4
    CONTEXT_WORDS = 5
    TITLE_WORDS = 6
    CHAPTER_WORDS = 7  # the words of all the articles of a chapter


GRAMS = (Field.TEXT_GRAMS, Field.CONTEXT_GRAMS, Field.TITLE_GRAMS)
WORDS = (Field.TEXT_WORDS, Field.CONTEXT_WORDS, Field.TITLE_WORDS)
#: The kinds of documents in the order by which a segment stores them.
KINDS = tuple(DocumentKind.values)


@dataclass(frozen=True)
class Length:
    """How a field's length counts: BM25's b, and the length that is neither long nor short."""

    b: float
    average: float

    def divisor(self, length: float) -> float:
        return 1 - self.b + self.b * length / self.average


@dataclass(frozen=True)
class Weights:
    """`kinds` is in the order of `KINDS`; the shares of grams, words and chapter are relative to grams."""

    k1: float
    words: float
    chapter: float
    literal: float
    fields: Mapping[Field, float]
    lengths: Mapping[Field, Length]
    kinds: tuple[float, ...]


@cache
def weights() -> Weights:
    stated = tomllib.loads(weights_text())
    fields, lengths = {}, {}
    for field in (*GRAMS, *WORDS, Field.CHAPTER_WORDS):
        place, unit = field.name.lower().split("_")
        fields[field] = stated["fields"].get(place, 1.0)
        norm = stated["normalisation"][place]
        lengths[field] = Length(norm["b"], norm[unit])
    kinds = tuple(stated["kinds"][kind] for kind in KINDS)
    shares = {name: stated[name] for name in ("k1", "words", "chapter", "literal")}
    return Weights(**shares, fields=fields, lengths=lengths, kinds=kinds)


def normalisation() -> str:
    """What stored frequencies depend on; an index made under another is out of date."""
    return repr(sorted(weights().lengths.items()))


def weights_text() -> str:
    return (settings.CONTENT_DIR / "search" / "weights.toml").read_text(encoding="utf-8")
