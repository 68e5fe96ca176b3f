"""A cross table of two dimensions of a policy: the articles in each cell, and why they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.http import urlencode

from articles.analysis.dimensions import Axis, AxisLine, BasisScope, Dimension, axes_of, links_within
from articles.links.display import EntityLinks
from articles.models import Article, Mention, Policy
from articles.text.spreadsheet_cells import table_as_csv

ARTICLES_A_PAGE = 100
TOTAL = "合计"
NARROW = 9


@dataclass(frozen=True)
class Crossing:
    """The parameters of a matrix."""

    policy: Policy
    rows: Dimension
    cols: Dimension
    scope: BasisScope

    @property
    def query(self) -> str:
        """The part of the query string that all pages of this crossing share."""
        return urlencode(
            {
                "rows": self.rows.value,
                "cols": self.cols.value,
                "policy": self.policy.slug,
                "basis": self.scope.value,
            }
        )

    def axes(self) -> tuple[Axis, ...]:
        return axes_of(self.policy, (self.rows, self.cols), scope=self.scope)


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix; without a row or column it is a total."""

    row: AxisLine | None
    col: AxisLine | None
    article_ids: frozenset[int]

    @property
    def count(self) -> int:
        return len(self.article_ids)

    @property
    def heat(self) -> int:
        """Shade of the cell: 1 for one article, 2 up to three, 3 up to seven, 4 from eight."""
        return min(self.count.bit_length(), 4)

    @property
    def query(self) -> str:
        """The part of the query string that identifies this cell."""
        lines = {"row": self.row, "col": self.col}
        return urlencode({name: line.key for name, line in lines.items() if line})

    @property
    def label(self) -> str:
        """供给型 › 教育培训，第一章 发展目标：3 条"""
        names = [line.full_label for line in (self.row, self.col) if line] or [TOTAL]
        return f"{'，'.join(names)}：{self.count} 条"


@dataclass(frozen=True)
class MatrixRow:
    line: AxisLine
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """The counts of a crossing. Totals count each article once, so they are not sums of cells."""

    crossing: Crossing
    row_axis: Axis
    col_axis: Axis
    cols: tuple[AxisLine, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[Cell, ...]
    grand_total: Cell

    @property
    def axes(self) -> tuple[Axis, Axis]:
        return self.row_axis, self.col_axis

    @property
    def is_narrow(self) -> bool:
        """Whether all columns fit a desktop screen, so that the table need not scroll."""
        return len(self.cols) <= NARROW

    def table(self) -> list[list[str | int]]:
        """The matrix as rows for a spreadsheet, with the totals last."""
        corner = f"{self.row_axis.dimension.label}＼{self.col_axis.dimension.label}"
        head: list[str | int] = [corner, *(line.full_label for line in self.cols), TOTAL]
        rows: list[list[str | int]] = [
            [row.line.full_label, *(cell.count for cell in row.cells), row.total.count] for row in self.rows
        ]
        return [head, *rows, [TOTAL, *(cell.count for cell in self.totals), self.grand_total.count]]

    def csv(self) -> str:
        return table_as_csv(self.table())


def matrix_of(crossing: Crossing, *, level: int | None = None, col_level: int | None = None) -> Matrix:
    """Count the articles of every cell. Lines below `level` are omitted; parents include their articles."""
    row_axis, col_axis = crossing.axes()
    rows, cols = row_axis.down_to(level), col_axis.down_to(col_level)
    placed = row_axis.article_ids & col_axis.article_ids
    return Matrix(
        crossing=crossing,
        row_axis=row_axis,
        col_axis=col_axis,
        cols=cols,
        rows=tuple(_matrix_row(line, cols, placed) for line in rows),
        totals=tuple(Cell(None, line, line.article_ids & placed) for line in cols),
        grand_total=Cell(None, None, placed),
    )


def _matrix_row(line: AxisLine, cols: tuple[AxisLine, ...], placed: frozenset[int]) -> MatrixRow:
    cells = tuple(Cell(line, col, line.article_ids & col.article_ids) for col in cols)
    return MatrixRow(line, cells, Cell(line, None, line.article_ids & placed))


@dataclass(frozen=True)
class Placement:
    """Why an article belongs to a line: its links; none are needed for a chapter."""

    dimension: Dimension
    links: tuple[EntityLinks, ...]


@dataclass(frozen=True)
class PlacedArticle:
    article: Article
    placements: tuple[Placement, ...]

    @property
    def key(self) -> str:
        """Its key on the comparison page and in selections."""
        return self.article.key


@dataclass(frozen=True)
class CellListing:
    """The articles of one cell, a page of them with their evidence."""

    crossing: Crossing
    cell: Cell
    page: Page
    articles: list[PlacedArticle]


def cell_of(crossing: Crossing, *, row: str = "", col: str = "") -> Cell:
    """Find a cell by the keys of its lines, "" for all of them; raise `NoSuchLine` with the reason."""
    row_axis, col_axis = crossing.axes()
    row_line = row_axis.line(row) if row else None
    col_line = col_axis.line(col) if col else None
    in_row = row_line.article_ids if row_line else row_axis.article_ids
    in_col = col_line.article_ids if col_line else col_axis.article_ids
    return Cell(row_line, col_line, in_row & in_col)


@dataclass(frozen=True)
class LinkInMatrix:
    """A link that a matrix counts: an article, its row and columns, and the words or the judgement."""

    article: Article
    row: str
    cols: str
    basis: str
    quote: str
    reason: str


def links_counted(matrix: Matrix) -> Iterator[LinkInMatrix]:
    """Every link behind the numbers, in printed order: where the rows are chapters, those to the columns."""
    crossing = matrix.crossing
    articles = list(Article.objects.with_ids(matrix.grand_total.article_ids).for_reading().in_order())
    links = _mentions_by_article(crossing, articles)
    counted, crossed = crossing.rows, crossing.cols
    if counted == Dimension.CHAPTER:
        counted, crossed = crossed, counted
    names = {line.key: line.full_label for axis in matrix.axes for line in axis.lines}
    for article in articles:
        crossed_names = _names_on_other_axis(article, crossed, links[article.pk], names)
        for mention in links[article.pk]:
            if mention.entity.kind == counted:
                own_name = names.get(mention.entity.slug, mention.entity.name)
                is_row = counted == crossing.rows
                row, cols = (own_name, crossed_names) if is_row else (crossed_names, own_name)
                basis = mention.get_basis_display()
                yield LinkInMatrix(article, row, cols, basis, mention.quote, mention.reason)


def _names_on_other_axis(
    article: Article, dimension: Dimension, mentions: list[Mention], names: dict[str, str]
) -> str:
    if dimension == Dimension.CHAPTER:
        return article.chapter.heading if article.chapter else "不属于任何一章"
    entities = (mention.entity for mention in mentions if mention.entity.kind == dimension)
    return "；".join(dict.fromkeys(names.get(entity.slug, entity.name) for entity in entities))


def listing_of(crossing: Crossing, cell: Cell, *, page: str | int = 1) -> CellListing:
    """List the articles of a cell in printed order, with the links to its row and its column."""
    rows = Article.objects.with_ids(cell.article_ids).for_reading().in_order()
    page_of_rows = Paginator(rows, ARTICLES_A_PAGE).get_page(page)
    articles = list(page_of_rows.object_list)
    links = _mentions_by_article(crossing, articles)
    placed = [PlacedArticle(article, _placements(crossing, cell, links[article.pk])) for article in articles]
    return CellListing(crossing, cell, page_of_rows, placed)


def _mentions_by_article(crossing: Crossing, articles: list[Article]) -> dict[int | None, list[Mention]]:
    kinds = {crossing.rows.value, crossing.cols.value} - {Dimension.CHAPTER.value}
    mentions = links_within(crossing.policy, crossing.scope).of_kinds(kinds).of_articles(articles)
    by_article = defaultdict(list)
    for mention in mentions.for_display().in_text_order():
        by_article[mention.article_id].append(mention)
    return by_article


def _placements(crossing: Crossing, cell: Cell, mentions: list[Mention]) -> tuple[Placement, ...]:
    sides = ((crossing.rows, cell.row), (crossing.cols, cell.col))
    return tuple(Placement(dimension, _entity_links(dimension, line, mentions)) for dimension, line in sides)


def _entity_links(
    dimension: Dimension, line: AxisLine | None, mentions: list[Mention]
) -> tuple[EntityLinks, ...]:
    links: dict[int, EntityLinks] = {}
    for mention in mentions:
        if mention.entity.kind == dimension and (line is None or mention.entity_id in line.entity_ids):
            links.setdefault(mention.entity_id, EntityLinks(mention.entity)).add(mention)
    return tuple(links.values())
