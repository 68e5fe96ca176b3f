"""This process's tokenizer, made from the portal's own vocabularies at first use."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from articles.text.tokens import RULES_VERSION, Tokenizer


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer of index and query."""
    cache_dir = settings.DATA_DIR / "jieba"
    cache_dir.mkdir(parents=True, exist_ok=True)
    return Tokenizer(
        user_words=_words("user_dictionary.txt"), stop_words=_words("stop_words.txt"), cache_dir=cache_dir
    )


def warm_up() -> None:
    """Load the dictionary now rather than at a reader's first query."""
    tokenizer()


@cache
def tokenizer_fingerprint() -> str:
    """Identify everything terms depend on; an index made under another fingerprint is out of date."""
    words = [_path(name).read_text(encoding="utf-8") for name in ("user_dictionary.txt", "stop_words.txt")]
    return hashlib.sha256("\0".join([RULES_VERSION, *words]).encode()).hexdigest()


def _words(name: str) -> list[str]:
    lines = _path(name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _path(name: str) -> Path:
    return settings.CONTENT_DIR / "vocabularies" / name
