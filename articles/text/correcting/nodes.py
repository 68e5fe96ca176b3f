"""A parsed document as a flat list of headings and units, and back.

The order and the rank of the nodes say what stands in what: a heading's rank is its kind (编章节、附件), a
unit's is its `depth`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, get_args

from articles.text.citing.places.unit_names import unit_label
from articles.text.parsing.lines import SourcePassage
from articles.text.parsing.outlining.labels import HEADING_KINDS
from articles.text.parsing.parsed import LabelForm, ParsedArticle, ParsedDivision
from articles.text.parsing.structure import ParsedPolicy
from articles.text.parsing.units.unit_places import numbered_by, with_distinct_suffixes
from articles.text.tables import CellSpan, fitting_spans

#: A unit stands below any heading.
_UNITS = len(HEADING_KINDS)
UNIT_KINDS = (
    *("article", "point", "subpoint", "item", "subitem", "circled", "decimal", "question"),
    "paragraph",
)


@dataclass(frozen=True)
class Node:
    """A heading or a unit.

    `title` is a heading's title, one line for each line that it is printed on; `text` is the text of a unit,
    or what stands under a heading before its first unit. `label` is the number as printed, `form` how a
    heading writes it, `line` the line of the source; `depth` counts the units that a unit stands in.
    """

    id: str
    kind: str
    number: int
    suffix: int = 0
    label: str = ""
    title: str = ""
    text: str = ""
    heading: str = ""
    depth: int = 0
    form: str = ""
    line: int = 0
    spans: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADING_KINDS

    @property
    def rank(self) -> int:
        """Of two nodes that follow each other, the second stands in the first if its rank is higher."""
        return HEADING_KINDS.index(self.kind) if self.is_heading else _UNITS + self.depth

    @property
    def words(self) -> str:
        """All that the source says here, a line each."""
        words = "\n".join(filter(None, (self.title, self.text)))
        return f"{self.label}　{words}".strip("　") if self.label else words

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in ("", 0, ())}


def node_of(stored: Mapping[str, Any]) -> Node:
    """The node that `as_json` has written."""
    known = {field.name for field in fields(Node)}
    values = {name: value for name, value in stored.items() if name in known}
    values["spans"] = tuple(tuple(span) for span in values.get("spans", ()))
    return Node(**{"number": 0, **values})


def nodes_of(parsed: ParsedPolicy) -> list[Node]:
    """The headings and units of a document in the order of the source."""
    headings = [(division.line, 0, index) for index, division in enumerate(parsed.divisions)]
    units = [(unit.line, 1, index) for index, unit in enumerate(parsed.articles)]
    ordered = sorted([*headings, *units])
    return [
        _heading_node(parsed.divisions[index], index) if not is_unit else _unit_node(parsed.articles, index)
        for _, is_unit, index in ordered
    ]


def _heading_node(division: ParsedDivision, index: int) -> Node:
    return Node(
        id=f"h{index}",
        kind=division.kind,
        number=division.number,
        suffix=division.suffix,
        label=division.label.text if division.label else "",
        title="\n".join(part.text for part in division.title_parts),
        text="\n".join(passage.text for passage in division.opening),
        form=division.label_form,
        line=division.line,
    )


def _unit_node(units: Sequence[ParsedArticle], index: int) -> Node:
    unit = units[index]
    return Node(
        id=f"u{index}",
        kind=unit.unit,
        number=unit.number,
        suffix=unit.suffix if unit.unit == "article" else 0,
        label=unit.printed_label or (unit.label.text if unit.label else ""),
        text=unit.text,
        heading=unit.heading,
        depth=_depth(units, index),
        line=unit.line,
        spans=tuple((span.line, span.column, span.rows, span.columns) for span in unit.spans),
    )


def _depth(units: Sequence[ParsedArticle], index: int) -> int:
    depth, parent = 0, units[index].parent
    while parent is not None:
        depth, parent = depth + 1, units[parent].parent
    return depth


def rearranged(parsed: ParsedPolicy, nodes: Sequence[Node]) -> ParsedPolicy:
    """The document with the headings and units of `nodes`. Its passages no longer know their place."""
    divisions: list[ParsedDivision] = []
    units: list[ParsedArticle] = []
    open_headings: list[tuple[int, int]] = []  # rank, index
    open_units: list[tuple[int, int]] = []  # depth, index
    for node in nodes:
        if node.is_heading:
            _close_to_rank(open_headings, node.rank)
            parent = open_headings[-1][1] if open_headings else None
            open_headings.append((node.rank, len(divisions)))
            open_units.clear()
            divisions.append(_parsed_division(node, parent, divisions))
        else:
            _close_to_rank(open_units, node.depth)
            parent = open_units[-1][1] if open_units else None
            open_units.append((node.depth, len(units)))
            units.append(_parsed_unit(node, parent, open_headings[-1][1] if open_headings else None))
    numbered_units = with_distinct_suffixes(
        numbered_by(list(_counted_paragraphs(units, divisions)), divisions)
    )
    return replace(parsed, divisions=tuple(divisions), articles=tuple(numbered_units))


def _close_to_rank(open_nodes: list[tuple[int, int]], rank: int) -> None:
    while open_nodes and open_nodes[-1][0] >= rank:
        open_nodes.pop()


def _passages(text: str) -> tuple[SourcePassage, ...]:
    return tuple(SourcePassage(0, line) for line in text.split("\n")) if text else ()


def _parsed_division(node: Node, parent: int | None, divisions: Sequence[ParsedDivision]) -> ParsedDivision:
    siblings = [
        division.number for division in divisions if (division.kind, division.parent) == (node.kind, parent)
    ]
    form: LabelForm = next((form for form in get_args(LabelForm) if form == node.form), "none")
    return ParsedDivision(
        kind=node.kind,
        number=max(siblings, default=0) + 1 if form == "none" else node.number,
        label=SourcePassage(0, node.label) if node.label else None,
        title_parts=_passages(node.title),
        parent=parent,
        line=node.line,
        label_form=form,
        suffix=node.suffix if node.kind == "annex" and form != "none" else 0,
        opening=_passages(node.text),
    )


def _parsed_unit(node: Node, parent: int | None, division: int | None) -> ParsedArticle:
    spans = fitting_spans(node.text, [CellSpan(*span) for span in node.spans])
    return ParsedArticle(
        number=node.number,
        suffix=node.suffix if node.kind == "article" else 0,
        label=SourcePassage(0, node.label) if node.label else None,
        paragraphs=_passages(node.text),
        heading=node.heading if node.text.startswith(node.heading) else "",
        division=division,
        line=node.line,
        unit=node.kind,
        printed_label=_printed_label(node),
        parent=parent,
        spans=tuple(spans),
    )


def _printed_label(node: Node) -> str:
    """The label as printed; empty for articles, which are always written 第…条, and units without a label."""
    return "" if node.kind in ("article", "paragraph", "question") else node.label


def usual_label(node: Node) -> str:
    """The label that a unit of this kind and number usually bears; empty for those that bear none."""
    return "" if node.kind in ("paragraph", "question") else unit_label(node.kind, node.number, node.suffix)


def _counted_paragraphs(
    units: Sequence[ParsedArticle], divisions: Sequence[ParsedDivision]
) -> Iterator[ParsedArticle]:
    """Paragraphs are numbered in their order: within their unit, else their annex, else the whole text."""
    counts: dict[tuple[str, int | None], int] = {}
    for unit in numbered_by(units, divisions):
        if unit.unit != "paragraph":
            yield unit
            continue
        within = ("unit", unit.parent) if unit.parent is not None else ("annex", unit.numbered_in)
        counts[within] = counts.get(within, 0) + 1
        yield replace(unit, number=counts[within])
