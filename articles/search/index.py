"""Keeping the inverted index: an article's rows change in the transaction that changes the article."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from django.db import connection, transaction

from articles.models import Article, IndexedArticle, Posting
from articles.models.search_index import unindexed_articles
from articles.search.tokenizer import tokenizer, tokenizer_fingerprint
from articles.text.folding import fold

_BATCH = 500
_COPY = f"COPY {Posting._meta.db_table} (indexed_id, term, heading_count, text_count) FROM STDIN"


@transaction.atomic(savepoint=False)
def index_article(article: Article) -> None:
    """Replace the index rows of `article` by those of its present heading and text."""
    index_articles([article])


@dataclass(frozen=True)
class TermCounts:
    """What the index needs to know of an article: how often each term stands in heading and text."""

    heading: Counter[str]
    text: Counter[str]
    folded: str


def count_terms(*, heading: str, text: str, tokens: Iterable[str] | None = None) -> TermCounts:
    """Count the terms of an article. This is most of the work of indexing, and needs no database.

    `tokens` are those of the folded text, where it has been cut already.
    """
    folded = fold(text)
    terms_of = tokenizer().terms_of
    in_text = terms_of(tokenizer().cut(folded) if tokens is None else tokens)
    return TermCounts(Counter(tokenizer().terms(heading)), Counter(in_text), folded)


@transaction.atomic(savepoint=False)
def index_articles(articles: Sequence[Article], counted: Sequence[TermCounts] | None = None) -> None:
    """Replace the index rows of several articles in a handful of statements.

    `counted` are the terms of each article where they have been counted before.
    """
    IndexedArticle.objects.filter(article__in=articles).delete()
    counted = counted or [count_terms(heading=a.heading, text=a.text) for a in articles]
    pairs = zip(articles, counted, strict=True)
    rows = IndexedArticle.objects.bulk_create(_indexed(article, counts) for article, counts in pairs)
    _copy_postings(
        f"{row.pk}\t{term}\t{counts.heading[term]}\t{counts.text[term]}\n"
        for row, counts in zip(rows, counted, strict=True)
        for term in counts.heading.keys() | counts.text.keys()
    )


def ensure_index() -> str:
    """Index every article the index does not hold as it is now; returns one summary line in Chinese.

    Cheap when nothing is missing, so that each start can call it; it also heals an index after a bare
    `loaddata` or a change of vocabulary. Each batch is a transaction: interrupted, it goes on next time.
    """
    total = 0
    while batch := list(unindexed_articles(tokenizer_fingerprint()).order_by("pk")[:_BATCH]):
        index_articles(batch)
        total += len(batch)
    return f"为 {total} 条建立检索索引" if total else f"索引完整（{IndexedArticle.objects.count()} 条）"


def _indexed(article: Article, counts: TermCounts) -> IndexedArticle:
    return IndexedArticle(
        article=article,
        tokenizer=tokenizer_fingerprint(),
        heading=article.heading,
        sha256=article.sha256,
        folded=counts.folded,
        heading_length=counts.heading.total(),
        text_length=counts.text.total(),
    )


def _copy_postings(lines: Iterable[str]) -> None:
    """Write postings with COPY: as rows of INSERT they took most of the time of an import."""
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY, StringIO("".join(line.replace("\\", "\\\\") for line in lines)))
