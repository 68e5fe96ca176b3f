"""Recognises entities and cited documents in a text, without the database."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from articles.models.links.evidence import Passage
from articles.text.citing.amending_acts import amending_acts
from articles.text.citing.naming.document_names import explained_names, short_names
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.jurisdiction import jurisdiction_of, with_region
from articles.text.citing.naming.mentions import FoundName, Matcher
from articles.text.citing.naming.named_use import is_local_document
from articles.text.citing.naming.numbered_documents import numbered_titles
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.citations_in_text import (
    CitedArticle,
    CitedDocument,
    cited_articles,
    cited_documents,
    cited_units,
)
from articles.text.citing.relations import NamedDocument, RelationReader

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
class DocumentText:
    """A text of a document: the words of its article or of a `passage`; `boundaries` as in `Matcher.find`.

    `under` is the title of the chapter or annex that an article stands in.
    """

    words: str
    passage: str = Passage.ARTICLE
    under: str = ""
    boundaries: Container[int] | None = None


def read_links(
    texts: Iterable[DocumentText],
    *,
    matcher: Matcher[int],
    own_title: str,
    known_titles: Container[str] = frozenset(),
    own_number: str = "",
    issuers: Iterable[str] = (),
) -> list[RecognizedText]:
    """Recognise names and citations in the texts of the document `own_title`, in their order.

    `known_titles` are as `cited_articles` takes them; `own_number` is its document number, and `issuers`
    tell with it and the title which province 省政府 is of.
    """
    texts = list(texts)
    words = [text.words for text in texts]
    region = jurisdiction_of(own_title, (*issuers, own_number)).region
    names = DocumentNames(own_title, own_number=own_number, region=region, texts=words)
    relations = RelationReader(
        own_title, own_number=own_number, short=names.short, numbered=numbered_titles(words)
    )
    find = partial(matcher.find, is_local=is_local_document(own_title))
    cited = partial(cited_articles, own_title=own_title, known_titles=known_titles)
    readings = (_recognize(text, relations, find, cited) for text in texts)
    return [names.in_full(reading) for reading in readings]


class DocumentNames:
    """What one document calls others by for short, and itself.

    An explanation (《某办法》解读) means by 《办法》 what it explains.
    """

    def __init__(self, own_title: str, *, own_number: str, region: str, texts: Iterable[str]) -> None:
        self._own_number = document_number_key(own_number)
        self._region = region
        self.short = {**explained_names(own_title), **short_names(texts)}

    def in_full(self, reading: RecognizedText) -> RecognizedText:
        """A reading with the documents of its citations named in full, without those that cannot be told."""
        articles = (replace(article, title=self._full_title(article.title)) for article in reading.articles)
        documents = (
            replace(document, title=self._with_own_region(document.title)) for document in reading.documents
        )
        return replace(
            reading,
            articles=tuple(article for article in articles if article.title != ""),
            documents=tuple(document for document in documents if document.title),
        )

    def _full_title(self, title: str | None) -> str | None:
        """None for the document itself, "" for one that cannot be told."""
        full = self.short.get(title_key(title), title) if title else None
        is_own = full is not None and document_number_key(full) == self._own_number is not None
        return None if full is None or is_own else self._with_own_region(full)

    def _with_own_region(self, title: str) -> str:
        """省政府令第312号 as the number of the region that the document is of; other titles as they are."""
        number = document_number_key(title)
        return (with_region(number, self._region) or "") if number else title


def _recognize(text: DocumentText, relations: RelationReader, find, cited) -> RecognizedText:
    if text.passage == Passage.TITLE:
        return RecognizedText((), tuple(relations.title(text.words)), ())
    if text.passage == Passage.ADOPTION:
        return RecognizedText((), tuple(amending_acts(text.words)), ())
    documents = tuple(relations.read(text.words, is_front=text.passage in _FRONT, under=text.under))
    names, titles = find(text.words, boundaries=text.boundaries), cited_documents(text.words)
    outside_titles = tuple(name for name in names if not _is_inside(name, titles))
    places = sorted((*cited(text.words), *cited_units(text.words)), key=lambda place: place.start)
    return RecognizedText(outside_titles, documents, tuple(places))


def _is_inside(name: FoundName[int], documents: Sequence[CitedDocument]) -> bool:
    return any(document.start <= name.start and name.end <= document.end for document in documents)
