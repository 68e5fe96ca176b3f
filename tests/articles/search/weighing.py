"""Weights so plain that a value can be worked out by hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from articles.search.settings.configuration import shipped_configuration, using_configuration

_LENGTHS = "b = {b}\ngrams = 4\nwords = 4\n"
PLAIN = {"words": 1, "chapter": 0, "literal": 1, "cited": 0, "asked": 0, "b": 0, "law": 0}
PLAIN |= {"ended": 1, "referred": 0}
_NUMBERS = ("words", "chapter", "literal", "cited", "asked", "ended", "referred")


@contextmanager
def plain_weights(**changes: float) -> Iterator[None]:
    """k1 is 1: what stands once in a text of usual length is worth a half."""
    weights = {**PLAIN, **changes}
    kinds = "".join(f"{kind} = 0\n" for kind in ("interpretation", "regulation", "rule", "local", "policy"))
    text = (
        "k1 = 1\n"
        + "".join(f"{name} = {weights[name]}\n" for name in _NUMBERS)
        + "[places]\ntext = 1\ncontext = 2\ntitle = 0.5\n"
        + f"[kinds]\nlaw = {weights['law']}\n{kinds}"
        + "".join(
            f"[normalisation.{place}]\n" + _LENGTHS.format(**weights)
            for place in ("text", "context", "title")
        )
        + f"[normalisation.chapter]\nb = {weights['b']}\nwords = 4\n"
    )
    with using_configuration(shipped_configuration().with_weights(text)):
        yield
