"""Words that only an earlier text of a policy holds: search, which finds present texts, says where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.models import Article, PolicyVersion
from articles.text.wording.characters.folding import fold_with_offsets
from articles.text.wording.comparison.marked_spans import sentence_at
from articles.versions.timeline import Version, timeline_of
from articles.versions.version_texts import contents_of_version

#: How many texts a page of results names.
MOST = 3
#: How many texts that may hold the words are read: of those that hold a long word in parts, not more.
_MOST_READ = 12


@dataclass(frozen=True)
class PastText:
    """A version with such words, and the first article of it that holds them."""

    title: str
    version: Version
    article: Article
    sentence: str

    @property
    def url(self) -> str:
        return f"{self.version.address}#art_{self.article.address}"


def past_texts(words: Sequence[str]) -> list[PastText]:
    """The texts that are not present and hold one of the words in an article, at most `MOST`.

    The index names the texts that may hold one; only these are read, the newest first.
    """
    rows = PolicyVersion.objects.of_published().holding(words)[:_MOST_READ] if words else ()
    places = (place for row in rows for place in _places(row, words))
    return list(islice(places, MOST))


def _places(row: PolicyVersion, words: Sequence[str]) -> Iterator[PastText]:
    """The first article of a version that holds one of the words, unless it is withdrawn."""
    versions = timeline_of(row.policy.slug).versions
    version = next(version for version in versions if version.row == row.pk)
    contents = contents_of_version(version)
    for article in contents.articles:
        folded = fold_with_offsets(article.text)
        if word := next((word for word in words if word in folded.text), ""):
            start = folded.text.index(word)
            span = folded.original_span(start, start + len(word))
            yield PastText(contents.policy.title, version, article, sentence_at(article.text, *span))
            return
