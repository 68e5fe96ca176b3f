"""The steps by which an editor corrects the outline of a document; each keeps every word of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from articles.text.citing.places.article_citations import article_address
from articles.text.correcting.nodes import UNIT_KINDS, Node, usual_label
from articles.text.numbers.numerals import HIGHEST, write_number
from articles.text.parsing.outlining.labels import (
    HEADING_KINDS,
    match_article,
    match_unspaced_article,
    number_of,
)
from articles.text.parsing.units.listed_labels import possible_label_of
from articles.text.parsing.units.unit_labels import decimal_label_of, unit_label_of

_LONGEST_TITLE = 200
_DEEPEST = 6
_NAMES = {"annex": "附件", "part": "编", "subpart": "分编", "chapter": "章", "section": "节"}
Step = Mapping[str, Any]


class StepError(ValueError):
    """A step that cannot be taken; the message says why, in Chinese."""


@dataclass(frozen=True)
class CorrectedOutline:
    """The nodes in order, and those taken out of the text, which the report lists; `facts` are corrected
    document facts (title, number …) by name."""

    nodes: tuple[Node, ...]
    removed: tuple[Node, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def place(self, node_id: str) -> int:
        """The index of the node with this id. Raises StepError if it is gone."""
        for place, node in enumerate(self.nodes):
            if node.id == node_id:
                return place
        raise StepError("这一处已经不在了，请重新打开页面。")

    def block(self, place: int) -> int:
        """The end (exclusive) of the node at `place` together with all that stands in it."""
        end = place + 1
        while end < len(self.nodes) and self.nodes[end].rank > self.nodes[place].rank:
            end += 1
        return end


def take_steps(outline: CorrectedOutline, steps: Iterable[Step]) -> CorrectedOutline:
    """The outline after these steps. Raises StepError."""
    for number, step in enumerate(steps, start=1):
        outline = take(outline, step, number=number)
    return outline


def take(outline: CorrectedOutline, step: Step, *, number: int) -> CorrectedOutline:
    """Take one step, the `number`-th. Raises StepError; the outline itself is unchanged."""
    kind = str(step.get("step", ""))
    if kind == "facts":
        return replace(outline, facts={**outline.facts, **step["facts"]})
    if kind not in _STEPS:
        raise StepError("没有这种改正。")
    corrected = _STEPS[kind](
        outline, outline.place(str(step.get("node", ""))), {**step, "number_of_step": number}
    )
    if not any(not node.is_heading for node in corrected.nodes):
        raise StepError("至少要留一处正文。")
    return replace(corrected, nodes=_limit_depths(corrected.nodes))


def _limit_depths(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """No unit stands deeper than one step below the one before it."""
    limited: list[Node] = []
    deepest = 0
    for node in nodes:
        if node.is_heading:
            deepest = 0
            limited.append(node)
        else:
            depth = min(node.depth, deepest)
            limited.append(replace(node, depth=depth) if depth != node.depth else node)
            deepest = depth + 1
    return tuple(limited)


def _replace_node(outline: CorrectedOutline, place: int, *nodes: Node) -> CorrectedOutline:
    return replace(outline, nodes=(*outline.nodes[:place], *nodes, *outline.nodes[place + 1 :]))


def _set_title(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """Set the title of a heading, or how much of a unit's beginning is its heading."""
    node, title = outline.nodes[place], str(step.get("title", "")).strip()
    if len(title) > _LONGEST_TITLE:
        raise StepError(f"标题至多 {_LONGEST_TITLE} 字。")
    if node.is_heading:
        if not title and not node.label:
            raise StepError("没有编号的标题不能是空的；不要它，请“并入上文”或“移出正文”。")
        return _replace_node(outline, place, replace(node, title=title))
    if not node.text.startswith(title):
        raise StepError("条标须是这一处正文开头的原文（不含句号）；没有条标就留空。")
    return _replace_node(outline, place, replace(node, heading=title))


def _set_kind(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """Make a heading a unit, a unit a heading, or change which kind it is; its number may be set with it."""
    node, kind = outline.nodes[place], str(step.get("kind", ""))
    if kind not in (*HEADING_KINDS, *UNIT_KINDS):
        raise StepError("没有这种层级。")
    number, suffix = (
        _parse_number(step.get("number"), node.number or 1),
        _parse_number(step.get("suffix"), 0, least=0),
    )
    if kind in HEADING_KINDS:
        return _replace_node(
            outline, place, _as_heading(node, kind, number, suffix if kind == "annex" else 0)
        )
    unit = _as_unit(node, kind)
    changed = replace(unit, kind=kind, number=number, suffix=suffix if kind == "article" else 0)
    is_renumbered = (changed.kind, changed.number, changed.suffix) != (node.kind, node.number, node.suffix)
    return _replace_node(
        outline, place, replace(changed, label=usual_label(changed)) if is_renumbered else changed
    )


def _parse_number(value: object, default: int, *, least: int = 1) -> int:
    text = str(value if value not in (None, "") else default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= HIGHEST):
        raise StepError(f"编号是 {least} 至 {HIGHEST} 的整数。")
    return int(text)


def _as_heading(node: Node, kind: str, number: int, suffix: int) -> Node:
    if node.is_heading:
        is_same = (node.kind, node.number, node.suffix) == (kind, number, suffix)
        label, form = (node.label, node.form) if is_same else _heading_label(node, kind, number, suffix)
        return replace(node, kind=kind, number=number, suffix=suffix, label=label, form=form)
    title, _, rest = node.text.partition("\n")
    if len(title) > _LONGEST_TITLE:
        raise StepError(f"第一行超过 {_LONGEST_TITLE} 字，不像标题；请先“拆开”。")
    form = "point" if node.label else "none"
    return replace(
        node,
        kind=kind,
        number=number,
        suffix=0,
        title=title,
        text=rest,
        heading="",
        depth=0,
        form=form,
        spans=(),
    )


def _heading_label(node: Node, kind: str, number: int, suffix: int) -> tuple[str, str]:
    if not node.label:
        return "", "none"
    if node.form == "point":
        return f"{write_number(number)}、", "point"
    if kind == "annex":
        return f"附件{article_address(number, suffix)}", "numbered"
    return f"第{write_number(number)}{_NAMES[kind]}", "numbered"


def _as_unit(node: Node, kind: str) -> Node:
    if not node.is_heading:
        return node
    keeps_label = kind not in ("paragraph", "question")
    words = node.title if keeps_label else f"{node.label}　{node.title}".strip("　")
    text = "\n".join(filter(None, (words, node.text)))
    if not text:
        raise StepError("这一行没有文字，不能成为正文。")
    return replace(node, title="", text=text, form="", label=node.label if keeps_label else "")


def _move_in(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """One level down: a chapter becomes a section, a unit goes into the one before it."""
    return _shift_level(outline, place, 1)


def _move_out(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """One level up."""
    return _shift_level(outline, place, -1)


def _shift_level(outline: CorrectedOutline, place: int, by: int) -> CorrectedOutline:
    node = outline.nodes[place]
    if node.is_heading:
        level = HEADING_KINDS.index(node.kind) + by
        if not 1 <= level < len(HEADING_KINDS):
            raise StepError("标题已经是最低的一级（节）。" if by > 0 else "标题已经是最高的一级。")
        return _replace_node(outline, place, _as_heading(node, HEADING_KINDS[level], node.number, 0))
    before = outline.nodes[place - 1] if place else None
    if by > 0 and (before is None or before.is_heading or before.depth < node.depth):
        raise StepError("它的上面没有可以放进去的一处。")
    if not 0 <= node.depth + by <= _DEEPEST:
        raise StepError("已经在最上一级。" if by < 0 else f"至多 {_DEEPEST + 1} 级。")
    end = outline.block(place)
    moved = [replace(inner_node, depth=inner_node.depth + by) for inner_node in outline.nodes[place:end]]
    return replace(outline, nodes=(*outline.nodes[:place], *moved, *outline.nodes[end:]))


def _split(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """Split before the words `at`, or before a line; a label at the beginning of the second part is read."""
    node = outline.nodes[place]
    offset = _split_offset(node, step)
    first, second = node.text[:offset].rstrip("\n"), node.text[offset:].lstrip("\n")
    if not second or not (first or node.is_heading):
        raise StepError("要拆开的地方须在文字中间，两边都有字。")
    number = step["number_of_step"]
    first_node = replace(
        node, text=first, heading=node.heading if first.startswith(node.heading) else "", spans=()
    )
    return _replace_node(outline, place, first_node, _parse_unit(second, node, f"s{number}"))


def _split_offset(node: Node, step: Step) -> int:
    words = str(step.get("at", "")).replace("\r\n", "\n")
    if not words.strip():
        raise StepError("请写明从哪几个字起拆开（照正文抄写）。")
    first, last = node.text.find(words), node.text.rfind(words)
    if first != last or first < 0:
        problem = "找不到" if first < 0 else "不止一处"
        raise StepError(f"正文里{problem}“{words[:30]}”，请照正文多抄几个字。")
    return first


def _parse_unit(text: str, node: Node, node_id: str) -> Node:
    """A unit of these words; 第三条 or （二） at their beginning is its number."""
    depth = 0 if node.is_heading else node.depth
    paragraph = Node(id=node_id, kind="paragraph", number=1, text=text, depth=depth, line=node.line)
    if match := (match_article(text) or match_unspaced_article(text)):
        number, suffix = number_of(match)
        unit = replace(paragraph, kind="article", number=number, suffix=suffix, label=match["label"])
        return replace(unit, text=text[match.end() :] or text)
    if label := (unit_label_of(text) or decimal_label_of(text) or possible_label_of(text)):
        rest = text[label.gap[1] :]
        return replace(
            paragraph, kind=label.form.unit, number=label.number, label=label.text, text=rest or text
        )
    return paragraph


def _join(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """Put a node at the end of what stands above it: a heading to a heading's title, words to words."""
    if not place:
        raise StepError("它的上面没有可以并入的一处。")
    above, node = outline.nodes[place - 1], outline.nodes[place]
    if above.is_heading and node.is_heading:
        joined = replace(above, title="\n".join(filter(None, (above.title, node.words.partition("\n")[0]))))
        joined = replace(joined, text="\n".join(filter(None, (above.text, node.text))))
        if joined.title.count("\n") > 1 or len(joined.title) > _LONGEST_TITLE:
            raise StepError("标题至多由两截合成。")
    else:
        spans = (*above.spans, *_shift_spans(node.spans, above.text.count("\n") + 1))
        joined = replace(above, text="\n".join(filter(None, (above.text, node.words))), spans=spans)
    return replace(outline, nodes=(*outline.nodes[: place - 1], joined, *outline.nodes[place + 1 :]))


def _shift_spans(spans: Sequence[tuple[int, int, int, int]], lines: int) -> list[tuple[int, int, int, int]]:
    return [(line + lines, column, rows, columns) for line, column, rows, columns in spans]


def _remove(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    node = outline.nodes[place]
    rest = (*outline.nodes[:place], *outline.nodes[place + 1 :])
    return replace(outline, nodes=rest, removed=(*outline.removed, node))


def _move(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    """Move a node with what stands in it before the node `before`, or to the end if that is empty."""
    end, before = outline.block(place), str(step.get("before", ""))
    target = outline.place(before) if before else len(outline.nodes)
    if place <= target <= end:
        raise StepError("它已经在那里。")
    block, rest = outline.nodes[place:end], (*outline.nodes[:place], *outline.nodes[end:])
    position = target if target < place else target - len(block)
    return replace(outline, nodes=(*rest[:position], *block, *rest[position:]))


def _move_up(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    if not place:
        raise StepError("已经在最前面。")
    target = place - 1
    while target and outline.nodes[target].rank > outline.nodes[place].rank:
        target -= 1
    return _move(outline, place, {"before": outline.nodes[target].id})


def _move_down(outline: CorrectedOutline, place: int, step: Step) -> CorrectedOutline:
    end = outline.block(place)
    if end == len(outline.nodes):
        raise StepError("已经在最后面。")
    is_higher = outline.nodes[end].rank < outline.nodes[place].rank
    target = end + 1 if is_higher else outline.block(end)
    return _move(outline, place, {"before": outline.nodes[target].id if target < len(outline.nodes) else ""})


_STEPS: dict[str, Callable[[CorrectedOutline, int, Step], CorrectedOutline]] = {
    "title": _set_title,
    "kind": _set_kind,
    "in": _move_in,
    "out": _move_out,
    "split": _split,
    "join": _join,
    "remove": _remove,
    "move": _move,
    "up": _move_up,
    "down": _move_down,
}
