"""An index in memory, made under other settings: a draft is measured on it before anything is rebuilt.

Every article of the knowledge base is cut and weighed by the functions that make the stored index; kept are
only the postings of the terms that the questions ask for. So scores are exact, and memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.jobs import Report
from articles.models import Article, IndexedArticle
from articles.search.index.inversion import Head, RowText, invert
from articles.search.index.maintenance import cut_text, indexed_row
from articles.search.index.packing import Postings
from articles.search.scoring.index_part import NOWHERE, Key, Part
from articles.search.scoring.postings import IndexReading, read_parts

_BATCH = 1_000


class QueriedTerms:
    """The terms that queries ask for, noted while they read the stored index."""

    def __init__(self) -> None:
        self.grams: set[str] = set()
        self.words: set[str] = set()

    def read(
        self, gram_terms: Sequence[str], word_terms: Sequence[str], *, before: IndexReading | None = None
    ) -> IndexReading:
        self.grams.update(gram_terms)
        self.words.update(word_terms)
        return replace(read_parts(gram_terms, word_terms, before=before), reader=self.read)

    def include(self, grams: Sequence[str], words: Sequence[str]) -> bool:
        return self.grams.issuperset(grams) and self.words.issuperset(words)


class TrialIndex:
    """Made under the settings in use. A query for a term not noted before costs another reading of all."""

    def __init__(self, terms: QueriedTerms, report: Report) -> None:
        self._terms, self._report = terms, report
        self._stored = read_parts([], [])  # what the settings do not change
        self._parts = list(self._build_parts())

    def read(
        self, gram_terms: Sequence[str], word_terms: Sequence[str], *, before: IndexReading | None = None
    ) -> IndexReading:
        if not self._terms.include(gram_terms, word_terms):
            self._terms.grams.update(gram_terms)
            self._terms.words.update(word_terms)
            self._parts = list(self._build_parts())
        return replace(self._stored, parts=self._parts, reader=self.read)

    def _build_parts(self) -> Iterator[Part]:
        ids = list(Article.objects.in_order().values_list("pk", flat=True))
        for start in range(0, len(ids), _BATCH):
            self._report("按草稿切分条文", start, len(ids))
            rows = list(_indexed_rows(ids[start : start + _BATCH]))
            if rows:
                yield self._part(rows)

    def _part(self, rows: Sequence[IndexedArticle]) -> Part:
        head = Head.of([[getattr(row, name) for name in Head.COLUMNS] for row in rows])
        texts = [
            RowText(place, row.folded, row.tokens, row.context, row.title)
            for row, place in zip(rows, head.chapters.of_article.tolist(), strict=True)
        ]
        postings: dict[Key, Postings] = {}
        for field, term, term_postings in invert(lambda: texts):
            if term in (self._terms.grams if field.is_of_grams else self._terms.words):
                postings[field, term] = term_postings
        return Part(head, NOWHERE, self._stored.state.citedness.of(head.policies), postings)


def _indexed_rows(ids: Sequence[int]) -> Iterator[IndexedArticle]:
    for article in Article.objects.with_ids(ids).for_reading().in_order():
        yield indexed_row(article, cut_text(heading=article.heading, text=article.text))
