"""Keeping the inverted index: an article's rows change in the transaction that changes the article."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from articles.models import Article, IndexedArticle, Posting
from articles.models.search_index import unindexed_articles
from articles.search.tokenizer import tokenizer, tokenizer_fingerprint
from articles.text.folding import fold

_BATCH = 500


@transaction.atomic
def index_article(article: Article) -> None:
    """Replace the index rows of `article` by those of its present heading and text."""
    index_articles([article])


@transaction.atomic
def index_articles(articles: Sequence[Article]) -> None:
    """Replace the index rows of several articles in a handful of statements."""
    IndexedArticle.objects.filter(article__in=articles).delete()
    counted = [(article, _counts(article.heading), _counts(article.text)) for article in articles]
    rows = IndexedArticle.objects.bulk_create(_indexed(*entry) for entry in counted)
    postings = (
        posting
        for row, (_, heading, text) in zip(rows, counted, strict=True)
        for posting in _postings(row, heading, text)
    )
    Posting.objects.bulk_create(postings, batch_size=5000)


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


def _counts(text: str) -> Counter[str]:
    return Counter(tokenizer().terms(text))


def _indexed(article: Article, heading: Counter[str], text: Counter[str]) -> IndexedArticle:
    return IndexedArticle(
        article=article,
        tokenizer=tokenizer_fingerprint(),
        heading=article.heading,
        sha256=article.sha256,
        folded=fold(article.text),
        heading_length=heading.total(),
        text_length=text.total(),
    )


def _postings(indexed: IndexedArticle, heading: Counter[str], text: Counter[str]) -> list[Posting]:
    return [
        Posting(indexed=indexed, term=term, heading_count=heading[term], text_count=text[term])
        for term in heading.keys() | text.keys()
    ]
