"""The tokenizer of the settings in use."""

import hashlib
from functools import lru_cache

from articles.search.settings.configuration import configuration, words_in
from articles.text.wording.characters.pinyin import syllables
from articles.text.wording.tokens import RULES_VERSION, Tokenizer


def tokenizer() -> Tokenizer:
    """The tokenizer of index and query."""
    current = configuration()
    return _tokenizer(current.user_dictionary, current.stop_words)


def warm_up_tokenizer() -> None:
    """Map the dictionaries now rather than at the first text."""
    tokenizer()
    syllables("读音")


def tokenizer_fingerprint() -> str:
    """Identify everything terms depend on; an index made under another fingerprint is out of date."""
    current = configuration()
    return _fingerprint(current.user_dictionary, current.stop_words)


@lru_cache(maxsize=2)  # the settings in force, and a draft that is tried out
def _tokenizer(user_dictionary: str, stop_words: str) -> Tokenizer:
    return Tokenizer(user_words=words_in(user_dictionary), stop_words=words_in(stop_words))


@lru_cache(maxsize=8)
def _fingerprint(user_dictionary: str, stop_words: str) -> str:
    words = (*words_in(user_dictionary), "", *words_in(stop_words))  # a comment changes no term
    return hashlib.sha256("\0".join([RULES_VERSION, *words]).encode()).hexdigest()
