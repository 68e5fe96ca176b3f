"""Articles by id with their policies and divisions, in one statement written once.

The ORM's `for_reading` says the same; for the articles of a page of results it takes a quarter of the time of
the whole search to write its statement, and makes a policy anew for each of its articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from django.db import connection, models

from articles.models.article import Article
from articles.models.division import Division
from articles.models.policy import Policy

_READ = """
SELECT {columns} FROM articles_article article
JOIN articles_policy policy ON policy.id = article.policy_id
LEFT JOIN articles_division division ON division.id = article.division_id
LEFT JOIN articles_division parent ON parent.id = division.parent_id
LEFT JOIN articles_division grandparent ON grandparent.id = parent.parent_id
WHERE article.id = ANY(%s)
"""
_TABLES = (
    ("article", Article),
    ("policy", Policy),
    ("division", Division),
    ("parent", Division),
    ("grandparent", Division),
)

_Row = TypeVar("_Row", bound=models.Model)


def read_articles(ids: Sequence[int]) -> dict[int, Article]:
    """The articles that there are, by id, as `Article.objects.for_reading()` gives them."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [list(ids)])
        rows = cursor.fetchall()
    found: dict[int, Article] = {}
    made: dict[tuple[type, int], models.Model] = {}
    for row in rows:
        article, policy, *lineage = _made(row, made)
        article.policy, article.division = policy, lineage[0]
        for division, parent in pairwise(lineage):
            if division is not None:
                division.parent = parent
        found[article.pk] = article
    return found


def _made(row: Sequence[object], made: dict[tuple[type, int], models.Model]) -> list[models.Model | None]:
    """The objects of a row; one that an earlier row had is the same object."""
    objects, start = [], 0
    for _, model in _TABLES:
        names = _columns(model)
        values = row[start : start + len(names)]
        start += len(names)
        objects.append(None if values[0] is None else _once(model, names, values, made))
    return objects


def _once(
    model: type[_Row],
    names: Sequence[str],
    values: Sequence[object],
    made: dict[tuple[type, int], models.Model],
) -> _Row:
    key = model, values[0]
    if key not in made:
        made[key] = model.from_db(connection.alias, names, values)
    return made[key]


@lru_cache(maxsize=1)
def _statement() -> str:
    quote = connection.ops.quote_name
    columns = (f"{table}.{quote(name)}" for table, model in _TABLES for name in _columns(model))
    return _READ.format(columns=", ".join(columns))


@lru_cache(maxsize=8)
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    """The names of a model's fields, its id first."""
    return tuple(field.attname for field in model._meta.concrete_fields)
