"""The fields of the index and what each weighs, from fixtures/search/weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from articles.models.policies.policy_choices import DocumentKind
from articles.search.settings.configuration import configuration, shipped_configuration

#: The share of the best score below which an article that lacks a word is no result (docs/decisions/0059).
LEAST_RELEVANT = 0.4


class Field(IntEnum):
    """The fields of the index. The numbers are stored.

    AROUND is the articles that hold the term only in the titles they stand under.
    """

    TEXT_GRAMS = 1
    AROUND_GRAMS = 2
    TEXT_WORDS = 3
    AROUND_WORDS = 4
    CHAPTER_WORDS = 5  # the words of all the articles of a chapter

    @property
    def is_of_grams(self) -> bool:
        return self in (Field.TEXT_GRAMS, Field.AROUND_GRAMS)


class Zone(Enum):
    """Where a term stands; each place has its weight and its usual length."""

    TEXT = "text"
    CONTEXT = "context"  # titles of chapter and section, heading of the article
    TITLE = "title"  # title of the policy


#: The kinds of documents in the order by which a segment stores them.
KINDS = tuple(DocumentKind.values)


def _default_kind(kind: str) -> str:
    """The kind whose weight counts where the settings have none for `kind`."""
    return DocumentKind.RULE if kind == DocumentKind.LOCAL_RULE else DocumentKind.POLICY


#: A length, or an array of them.
N = TypeVar("N", float, "np.ndarray")


@dataclass(frozen=True)
class Length:
    """How a length counts: BM25's b, and for each unit the length that is neither long nor short."""

    b: float
    usual: Mapping[str, float]

    def divisor(self, length: N, *, unit: str) -> N:
        """The divisor of a term frequency, for one length or an array of them."""
        return 1 - self.b + self.b * length / self.usual[unit]


@dataclass(frozen=True)
class Weights:
    """`kinds` is in the order of `KINDS`; the shares of words and chapter are relative to that of grams.

    `regions` is what scores are multiplied by where a query names a region: its `own` documents, those of the
    province `above`, and those from `elsewhere`.
    """

    k1: float
    words: float
    chapter: float
    literal: float
    cited: float
    asked: float
    ended: float
    referred: float
    places: Mapping[Zone, float]
    lengths: Mapping[Zone, Length]
    chapter_length: Length
    kinds: tuple[float, ...]
    regions: Mapping[str, float]

    def kind(self, kind: DocumentKind) -> float:
        return self.kinds[KINDS.index(kind)]

    def saturation(self, frequency: N) -> N:
        """BM25's f / (f + k1), for one term frequency or an array of them."""
        return frequency / (frequency + self.k1)


class WeightsError(ValueError):
    """Weights that cannot be read; the message says in Chinese what is wrong."""


def weights() -> Weights:
    """The weights in use."""
    return _weights_of_text(configuration().weights)


@lru_cache(maxsize=4)
def _weights_of_text(text: str) -> Weights:
    """The weights of a text; the shipped ones fill in what a text of an earlier release lacks."""
    try:
        return parse_weights(text)
    except WeightsError:
        shipped = tomllib.loads(shipped_configuration().weights)
        return _build_weights(_fill_in(shipped, tomllib.loads(text)))


def _fill_in(usual: Mapping[str, Any], stated: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _fill_in(value, stated.get(name, {})) if isinstance(value, Mapping) else stated.get(name, value)
        for name, value in usual.items()
    }


@lru_cache(maxsize=4)
def parse_weights(text: str) -> Weights:
    """Raises WeightsError."""
    try:
        return _build_weights(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WeightsError(f"不是 TOML 格式：{error}") from error
    except KeyError as error:
        raise WeightsError(f"缺少 {error.args[0]} 一项") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise WeightsError("有一项不是数") from error


_NUMBERS = ("k1", "words", "chapter", "literal", "cited", "asked", "ended", "referred")


def _build_weights(stated: Mapping[str, Any]) -> Weights:
    normalisation = stated["normalisation"]
    return Weights(
        **{name: float(stated[name]) for name in _NUMBERS},
        places={place: float(stated["places"][place.value]) for place in Zone},
        lengths={place: _length(normalisation[place.value]) for place in Zone},
        chapter_length=_length(normalisation["chapter"]),
        kinds=tuple(float(stated["kinds"].get(kind, stated["kinds"][_default_kind(kind)])) for kind in KINDS),
        regions={name: float(stated["regions"][name]) for name in ("own", "above", "elsewhere")},
    )


def _length(stated: Mapping[str, float]) -> Length:
    return Length(float(stated["b"]), {unit: float(usual) for unit, usual in stated.items() if unit != "b"})


def stored_weights() -> str:
    """The weights that stored postings depend on; an index made under other ones is out of date."""
    current = weights()
    return repr([current.k1, *current.places.values(), *current.lengths.values()])
