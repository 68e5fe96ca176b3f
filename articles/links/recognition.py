"""What a text says of entities and other documents, found without the database."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from articles.text.citing.citations_in_text import (
    CitedArticle,
    CitedDocument,
    cited_articles,
    cited_documents,
)
from articles.text.citing.titles import title_key
from articles.text.wording.mentions import FoundName, Matcher


@dataclass(frozen=True)
class RecognizedText:
    """Names of entities (none inside a title), titles in 《》 but the text's own, cited articles."""

    names: tuple[FoundName, ...]
    documents: tuple[CitedDocument, ...]
    articles: tuple[CitedArticle, ...]

    @property
    def titles(self) -> list[str]:
        """The titles of all documents that the text cites."""
        return [*(one.title for one in self.documents), *(one.title for one in self.articles if one.title)]


def read_links(
    text: str,
    *,
    matcher: Matcher,
    own_title: str,
    known_titles: Container[str] = frozenset(),
    boundaries: Container[int] | None = None,
) -> RecognizedText:
    """Look through one text of the document `own_title`.

    `boundaries` are as `Matcher.find` takes them, `known_titles` as `cited_articles` does.
    """
    own = title_key(own_title)
    documents = tuple(one for one in cited_documents(text) if title_key(one.title) != own)
    names = tuple(
        found for found in matcher.find(text, boundaries=boundaries) if not _is_inside(found, documents)
    )
    cited = cited_articles(text, own_title=own_title, known_titles=known_titles)
    return RecognizedText(names, documents, tuple(cited))


def _is_inside(found: FoundName, documents: tuple[CitedDocument, ...]) -> bool:
    return any(one.start <= found.start and found.end <= one.end for one in documents)
