"""BM25F over the postings, in one statement of PostgreSQL.

Source: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), 3.6; k1 and the heading's
weight as measured for Chinese law texts. idf stays out of the stored rows, so that one article's edit
changes only its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

_K1 = 0.9
_B_HEADING = 0.3
_B_TEXT = 0.75
_HEADING_WEIGHT = 2.0
_LITERAL_BONUS = 1.5  # an article that holds the query as it was typed comes before a mere bag of its words

_RANK = """
WITH collection AS (
    SELECT count(*)::float AS articles,
           greatest(avg(heading_length), 1)::float AS heading_length,
           greatest(avg(text_length), 1)::float AS text_length
    FROM articles_indexedarticle
),
wanted AS (
    SELECT posting.*,
           ln(1 + (collection.articles - frequency.articles + 0.5) / (frequency.articles + 0.5)) AS idf
    FROM articles_posting posting
    JOIN (
        SELECT term, count(*)::float AS articles FROM articles_posting
        WHERE term = ANY(%(terms)s) GROUP BY term
    ) frequency USING (term)
    CROSS JOIN collection
),
weighed AS (
    SELECT indexed.id, indexed.article_id, indexed.folded, wanted.term, wanted.idf,
           %(heading_weight)s * wanted.heading_count
               / (1 - %(b_heading)s + %(b_heading)s * indexed.heading_length / collection.heading_length)
           + wanted.text_count
               / (1 - %(b_text)s + %(b_text)s * indexed.text_length / collection.text_length) AS frequency
    FROM wanted JOIN articles_indexedarticle indexed ON indexed.id = wanted.indexed_id CROSS JOIN collection
)
SELECT weighed.article_id,
       sum(idf * frequency * (%(k1)s + 1) / (frequency + %(k1)s))
           * CASE WHEN position(%(literal)s IN min(weighed.folded)) > 0 THEN %(bonus)s ELSE 1 END AS score,
       array_agg(term) AS terms
FROM weighed
GROUP BY weighed.article_id
ORDER BY score DESC, weighed.article_id
"""


@dataclass(frozen=True)
class Ranked:
    """An article's place in the ranking and the terms it was found by."""

    article_id: int
    score: float
    terms: tuple[str, ...]


def rank(terms: Iterable[str], *, literal: str) -> list[Ranked]:
    """Rank every indexed article that holds any of the terms, best first."""
    parameters = {
        "terms": list(set(terms)),
        "literal": literal,
        "k1": _K1,
        "b_heading": _B_HEADING,
        "b_text": _B_TEXT,
        "heading_weight": _HEADING_WEIGHT,
        "bonus": _LITERAL_BONUS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RANK, parameters)
        return [Ranked(row[0], row[1], tuple(row[2])) for row in cursor.fetchall()]
