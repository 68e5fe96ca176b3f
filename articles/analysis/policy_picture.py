"""A policy at a glance: how many articles of each chapter use which class of instruments."""

from __future__ import annotations

from articles.analysis.dimensions import BasisScope, Dimension
from articles.analysis.matrix import Crossing, Matrix, matrix_of
from articles.links.linked_articles import LINKED_TABLES
from articles.models import Division
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import contents_of

_MOST_CACHED = 16


@remembered(*LINKED_TABLES, Division, most=_MOST_CACHED)
def policy_picture(slug: str) -> Matrix | None:
    """Chapters by the classes of the top level; None without chapters or instruments."""
    crossing = Crossing(
        policy=contents_of(slug).policy,
        rows=Dimension.CHAPTER,
        cols=Dimension.INSTRUMENT,
        scope=BasisScope.OWN,
    )
    matrix = matrix_of(crossing, col_level=1)
    return matrix if matrix.grand_total.count and len(matrix.rows) > 1 else None
