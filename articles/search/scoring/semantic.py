"""Semantic search, where an installation has chosen embeddings (`articles.search.scoring.embedding`).

The vectors of articles stand in a table of pgvector that `manage.py embed_articles` makes: without it, the
portal needs neither the extension nor the table. A vector counts only for the text that it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from django.db import DatabaseError, connection, transaction

from articles.models import Article
from articles.models.policies.policy_choices import Publication
from articles.search.scoring.bm25f import Scored
from articles.search.scoring.embedding import Embedder, EmbeddingError, query_vector
from articles.search.scoring.reranking import relevance

#: How many articles are reranked, and how many are found by meaning where words find nothing.
_RERANKED, _NEAREST = 100, 20
#: How much meaning counts beside words.
_MEANING = 1.0
_BATCH = 64

_EXISTS = "SELECT to_regclass('articles_embedding') IS NOT NULL"
_WIDTH = """
SELECT atttypmod FROM pg_attribute WHERE attrelid = 'articles_embedding'::regclass AND attname = 'vector'
"""
_CREATE = """
CREATE TABLE articles_embedding (
    article_id bigint PRIMARY KEY REFERENCES articles_article ON DELETE CASCADE,
    model text NOT NULL, sha256 text NOT NULL, vector vector({width}) NOT NULL
)
"""
_MISSING = """
SELECT article.id FROM articles_article article
WHERE NOT EXISTS (SELECT FROM articles_embedding made WHERE made.article_id = article.id
    AND made.model = %(model)s AND made.sha256 = article.sha256)
ORDER BY article.id
"""
_SAVE = """
INSERT INTO articles_embedding (article_id, model, sha256, vector)
SELECT id, %(model)s, %(sha256)s, %(vector)s::vector
FROM articles_article WHERE id = %(article)s FOR KEY SHARE
ON CONFLICT (article_id) DO UPDATE
SET model = excluded.model, sha256 = excluded.sha256, vector = excluded.vector
"""
_CLOSENESS = """
SELECT article.id, 1 - (made.vector <=> %(vector)s::vector)
FROM articles_embedding made JOIN articles_article article
    ON article.id = made.article_id AND article.sha256 = made.sha256
WHERE made.model = %(model)s AND vector_dims(made.vector) = %(width)s AND article.id = ANY(%(articles)s)
"""
_CLOSEST = """
SELECT article.id, 1 - (made.vector <=> %(vector)s::vector) AS closeness
FROM articles_embedding made JOIN articles_article article
    ON article.id = made.article_id AND article.sha256 = made.sha256
    AND article.publication = %(published)s
JOIN articles_policy policy ON policy.id = article.policy_id AND policy.publication = %(published)s
WHERE made.model = %(model)s AND vector_dims(made.vector) = %(width)s
ORDER BY closeness DESC, article.id LIMIT %(most)s
"""


def reranked(text: str, best: list[Scored]) -> list[Scored]:
    """The same articles, the first `_RERANKED` of them ordered by words and meaning together.

    Meaning is what a reranking service says, else how close the vectors are. Scores of words and of meaning
    are compared as standard scores among the first ones. What has no vector yet counts as the farthest.
    """
    first_articles = best[:_RERANKED]
    ids = [pk for pk, _ in first_articles]
    if len(ids) < 2:
        return best
    closeness = relevance(text, ids) or dict(_scored_articles(_CLOSENESS, text, articles=ids))
    if not closeness:
        return best
    farthest = min(closeness.values())
    meaning_scores = _standard_scores([closeness.get(pk, farthest) for pk, _ in first_articles])
    merits = _standard_scores([score for _, score in first_articles]) + _MEANING * meaning_scores
    order = np.argsort(-merits, kind="stable")
    return [*(first_articles[place] for place in order.tolist()), *best[_RERANKED:]]


def _standard_scores(values: Sequence[float]) -> np.ndarray:
    """Each value's distance from the mean in standard deviations; all 0 where they are equal."""
    deviation = np.std(values)
    return (np.array(values) - np.mean(values)) / deviation if deviation else np.zeros(len(values))


def nearest(text: str) -> list[Scored]:
    """Published articles nearest in meaning, in whatever language; empty where meaning is not asked for."""
    return _scored_articles(_CLOSEST, text, published=Publication.PUBLISHED.value, most=_NEAREST)


def _scored_articles(statement: str, text: str, **parameters: Any) -> list[Scored]:
    model_and_vector = query_vector(text)
    if model_and_vector is None:
        return []
    model, vector = model_and_vector
    with connection.cursor() as cursor:
        cursor.execute(_EXISTS)
        if not cursor.fetchone()[0]:
            return []
        values: dict[str, Any] = {
            "model": model,
            "vector": _vector_literal(vector),
            "width": len(vector),
            **parameters,
        }
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def embed_articles(chosen: Embedder, report: Callable[[int, int], None] | None = None) -> int:
    """Make the vectors that are missing or of another text or model; returns how many. Each batch is saved:
    after an interruption the next run goes on. Raises EmbeddingError."""
    _prepare(width=len(chosen.query("试")))
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, {"model": chosen.name})
        missing = [pk for (pk,) in cursor.fetchall()]
    for start in range(0, len(missing), _BATCH):
        articles = list(Article.objects.with_ids(missing[start : start + _BATCH]).for_reading())
        _save(chosen, articles)
        if report:
            report(min(start + _BATCH, len(missing)), len(missing))
    return len(missing)


def text_of(article: Article) -> str:
    """The text to embed for an article: its policy's title, its place in it, and its own text."""
    place = article.division.title if article.division else ""
    return f"{article.policy.title} {place} {article.heading}\n{article.text}"


@transaction.atomic
def _prepare(*, width: int) -> None:
    """Make the extension and the table; a table of vectors of another width is replaced."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except DatabaseError as error:
        raise EmbeddingError("数据库没有 pgvector 扩展，或无权启用它：CREATE EXTENSION vector") from error
    with connection.cursor() as cursor:
        cursor.execute(_EXISTS)
        is_there = cursor.fetchone()[0]
        if is_there:
            cursor.execute(_WIDTH)
            if cursor.fetchone()[0] == width:
                return
            cursor.execute("DROP TABLE articles_embedding")
        cursor.execute(_CREATE.format(width=int(width)))


@transaction.atomic
def _save(chosen: Embedder, articles: Sequence[Article]) -> None:
    if not articles:
        return
    vectors = chosen.passages([text_of(article) for article in articles])
    with connection.cursor() as cursor:
        cursor.executemany(_SAVE, list(_parameters(chosen, articles, vectors)))


def _parameters(
    chosen: Embedder, articles: Sequence[Article], vectors: np.ndarray
) -> Iterator[dict[str, Any]]:
    for article, vector in zip(articles, vectors, strict=True):
        yield {
            "article": article.pk,
            "model": chosen.name,
            "sha256": article.sha256,
            "vector": _vector_literal(vector),
        }


def _vector_literal(vector: np.ndarray) -> str:
    return f"[{','.join(map(str, vector.tolist()))}]"
