"""Recognises entities and cited documents in a text, without the database."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from articles.models.evidence import Passage
from articles.text.citing.amending_acts import amending_acts
from articles.text.citing.citations_in_text import (
    CitedArticle,
    CitedDocument,
    cited_articles,
    cited_documents,
)
from articles.text.citing.document_names import short_names
from articles.text.citing.named_use import is_local_document
from articles.text.citing.relations import NamedDocument, RelationReader
from articles.text.wording.mentions import FoundName, Matcher

#: The passages in which a document says on what basis it is made and what it prints.
_FRONT = (Passage.NOTICE, Passage.INTRODUCTION)


@dataclass(frozen=True)
class RecognizedText:
    """Names of entities (none inside a title), the other documents named, cited articles."""

    names: tuple[FoundName[int], ...]
    documents: tuple[NamedDocument, ...]
    articles: tuple[CitedArticle, ...]

    @property
    def titles(self) -> list[str]:
        """The titles of all documents that the text cites."""
        titles = [document.title for document in self.documents]
        return titles + [article.title for article in self.articles if article.title]


@dataclass(frozen=True)
class Text:
    """A text of a document: the words of its article or of a `passage`; `boundaries` as in `Matcher.find`.

    `under` is the title of the chapter or annex that an article stands in.
    """

    words: str
    passage: str = Passage.ARTICLE
    under: str = ""
    boundaries: Container[int] | None = None


def read_links(
    texts: Iterable[Text],
    *,
    matcher: Matcher[int],
    own_title: str,
    known_titles: Container[str] = frozenset(),
) -> list[RecognizedText]:
    """Recognise names and citations in the texts of the document `own_title`, in their order.

    `known_titles` are as `cited_articles` takes them.
    """
    texts = list(texts)
    relations = RelationReader(own_title, short=short_names(text.words for text in texts))
    find = partial(matcher.find, is_local=is_local_document(own_title))
    cited = partial(cited_articles, own_title=own_title, known_titles=known_titles)
    return [_read(text, relations, find, cited) for text in texts]


def _read(text: Text, relations: RelationReader, find, cited) -> RecognizedText:
    if text.passage == Passage.TITLE:
        return RecognizedText((), tuple(relations.title(text.words)), ())
    if text.passage == Passage.ADOPTION:
        return RecognizedText((), tuple(amending_acts(text.words)), ())
    documents = tuple(relations.read(text.words, is_front=text.passage in _FRONT, under=text.under))
    names, titles = find(text.words, boundaries=text.boundaries), cited_documents(text.words)
    outside_titles = tuple(name for name in names if not _is_inside(name, titles))
    return RecognizedText(outside_titles, documents, tuple(cited(text.words)))


def _is_inside(name: FoundName[int], documents: Sequence[CitedDocument]) -> bool:
    return any(document.start <= name.start and name.end <= document.end for document in documents)
