"""The results of a page: what was found is read from the database for this page only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from articles.models import Article
from articles.models.articles.article_reading import read_articles
from articles.search.queries.analysis import Query
from articles.search.results.document_groups import DocumentHits, ScoredGroup
from articles.search.results.hits import Hit
from articles.search.results.result_sources import OtherHit
from articles.search.scoring.bm25f import Scored

#: Results on a page, where its address asks for no other number.
PAGE_SIZE = 20
#: No reader turns more pages; results beyond are counted, not listed.
MOST_LISTED = 1_000
#: A line of the results before it is read, and one that is shown.
Entry = Scored | ScoredGroup | OtherHit
Item = Hit | DocumentHits | OtherHit


def page_items(
    entries: Sequence[Entry], query: Query, *, is_weak: bool, cited: Mapping[Article, int | None]
) -> tuple[Item, ...]:
    """The lines of a page: articles are read from the database, others stay as they are."""
    cited_by_id = {article.pk: article for article in cited}
    articles = cited_by_id | read_articles([pk for pk in _article_ids(entries) if pk not in cited_by_id])

    def hits(listed: Sequence[Scored]) -> Iterator[Hit]:
        for pk, score in listed:
            if article := articles.get(pk):
                is_cited = article in cited
                line = cited.get(article)
                yield Hit(article, query, score, is_weak and not is_cited, is_cited, line)

    items: list[Item] = []
    for entry in entries:
        if isinstance(entry, OtherHit):
            items.append(entry)
        elif isinstance(entry, ScoredGroup):
            if units := tuple(hits(entry.best)):
                items.append(DocumentHits(units[0].article.policy, units, entry.count))
        else:
            items += hits([entry])
    return tuple(items)


def _article_ids(entries: Sequence[Entry]) -> Iterator[int]:
    for entry in entries:
        if isinstance(entry, ScoredGroup):
            yield from (pk for pk, _ in entry.best)
        elif not isinstance(entry, OtherHit):
            yield entry[0]
