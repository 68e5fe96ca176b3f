"""The settings of search in force: the administrators' version, or else the files that ship."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from django.conf import settings

from articles.models import SearchConfiguration
from articles.models.postgres.content_versions import remembered
from articles.text.wording.synonym_tables.several_parts import SeveralParts
from articles.text.wording.synonym_tables.synonyms import BESIDE, Synonym, parse_synonyms

SYNONYM_FILES = (
    "vocabularies/crimes.txt",
    "vocabularies/everyday_law.txt",
    "vocabularies/official_terms.txt",
    "vocabularies/synonyms.txt",
)
#: The settings, each with the files that ship.
_FILES = {
    "synonyms": SYNONYM_FILES,
    "stop_words": ("vocabularies/stop_words.txt",),
    "user_dictionary": ("vocabularies/user_dictionary.txt",),
    "weights": ("search/weights.toml",),
}

SETTING_NAMES = tuple(_FILES)

_ASKS = re.compile("多少|多久|几[年天个倍]|怎[么样]|如何|什么")
_in_use: ContextVar[Configuration | None] = ContextVar("search configuration", default=None)


@dataclass(frozen=True)
class Configuration:
    """The texts as administrators write them, and what they say. Equal texts are equal settings."""

    synonyms: str
    stop_words: str
    user_dictionary: str
    weights: str

    @property
    def texts(self) -> dict[str, str]:
        """The text of each setting by its name."""
        return {name: getattr(self, name) for name in SETTING_NAMES}

    @cached_property
    def digest(self) -> str:
        """Identifies these settings (SHA-256)."""
        return sha256("\0".join(self.texts.values()).encode()).hexdigest()

    def with_weights(self, weights: str) -> Configuration:
        return _intern(self.synonyms, self.stop_words, self.user_dictionary, weights)

    @cached_property
    def all_synonyms(self) -> tuple[Synonym, ...]:
        """Raises SynonymError."""
        return tuple(parse_synonyms(self.synonyms))

    @cached_property
    def synonyms_by_scope(self) -> dict[str, dict[str, Synonym]]:
        """The synonyms by word of each scope; "" are those that count everywhere."""
        by_scope: dict[str, dict[str, Synonym]] = {"": {}}
        for synonym in self.all_synonyms:
            by_scope.setdefault(synonym.scope, {})[synonym.word] = synonym
        return by_scope

    @cached_property
    def several_parts_by_scope(self) -> dict[str, SeveralParts]:
        """Those of each scope that count only where a query holds all their parts (辞退…赔)."""
        return {
            scope: SeveralParts(synonym for word, synonym in synonyms.items() if BESIDE in word)
            for scope, synonyms in self.synonyms_by_scope.items()
        }

    @cached_property
    def question_phrases(self) -> re.Pattern[str]:
        """The words of the table that ask, the longest first: 罚多少, 判几年. A word ends beside them."""
        phrases = (word for word in self.synonyms_by_scope[""] if _ASKS.search(word) and BESIDE not in word)
        return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or "(?!)")


def configuration() -> Configuration:
    """The settings in use: those of `using_configuration`, else those in force."""
    return _in_use.get() or _configuration_in_force()


def texts_in_force() -> dict[str, str]:
    """What a new draft begins with: the settings in force."""
    return configuration().texts


@contextmanager
def using_configuration(chosen: Configuration | None = None) -> Iterator[Configuration]:
    """Use one configuration throughout: `chosen`, or that in use already, or else that in force."""
    effective = chosen or configuration()
    token = _in_use.set(effective)
    try:
        yield effective
    finally:
        _in_use.reset(token)


def shipped_configuration() -> Configuration:
    """The settings in the files that come with the portal."""
    return _intern(*("\n".join(map(_file_text, paths)) for paths in _FILES.values()))


def configuration_of(version: SearchConfiguration) -> Configuration:
    return _intern(*(getattr(version, name) for name in _FILES))


def words_in(text: str) -> list[str]:
    """The words of a list, a word a line; # begins a comment."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@remembered(SearchConfiguration)
def _configuration_in_force() -> Configuration:
    stored = SearchConfiguration.objects.in_force().first()
    return configuration_of(stored) if stored else shipped_configuration()


# What is read out of the texts is kept with them: the same texts must give the same object.
_intern = lru_cache(maxsize=4)(Configuration)


@lru_cache(maxsize=8)
def _file_text(path: str) -> str:
    return (settings.CONTENT_DIR / path).read_text(encoding="utf-8")
