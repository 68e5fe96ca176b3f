"""What the pages of an upload show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.admin.imports.upload_forms import FactsForm
from articles.importing.prepare import without_laws
from articles.models import Mention, Reference, Upload
from articles.models.articles.article_unit import ArticleUnit
from articles.models.articles.division import DivisionKind
from articles.models.links.evidence import LinkStatus
from articles.text.correcting.nodes import Node
from articles.uploads.corrected import Corrected, corrected, removed, repaired
from articles.uploads.storing import compare_with_stored, expected

KINDS = [
    ("标题", [(value, label) for value, label in DivisionKind.choices]),
    ("正文", [(value, label) for value, label in ArticleUnit.choices]),
]
_STEPS = {
    "title": "改标题",
    "kind": "改层级或编号",
    "in": "降一级",
    "out": "升一级",
    "split": "拆开",
    "join": "并入上文",
    "remove": "移出正文",
    "move": "移动",
    "up": "上移",
    "down": "下移",
    "facts": "改公文要素",
}


@dataclass(frozen=True)
class OutlineLine:
    """A node as the page shows it; `indent` says how far to the right."""

    node: Node
    row: models.Model
    indent: int
    is_chosen: bool

    @property
    def label(self) -> str:
        return self.row.label if self.node.is_heading else self.row.own_label

    @property
    def address(self) -> str:
        return self.row.eid if self.node.is_heading else self.row.address

    @property
    def is_long(self) -> bool:
        return len(self.node.text) > 160


def document_context(upload: Upload, *, chosen: str, form: FactsForm | None) -> dict[str, Any]:
    document = corrected(upload)
    _, laws = without_laws(document.source)
    return {
        "original": upload,
        "title": f"核对：{document.stated.title}",
        "document": document,
        "lines": _lines(document, chosen),
        "kinds": KINDS,
        "form": form or FactsForm(initial=_initial(document)),
        "expected": expected(document),
        "laws": len(laws),
        "steps": [_STEPS.get(step["step"], step["step"]) for step in upload.steps],
        "removed": removed(document.parsed),
        "repaired": repaired(document.parsed),
        "doubts": document.parsed.doubts,
        "omissions": document.source.omissions,
    }


def _initial(document: Corrected) -> dict[str, Any]:
    facts = dict(document.outline.facts)
    return {**facts, "issuers": "\n".join(facts.get("issuers") or ())}


def _lines(document: Corrected, chosen: str) -> list[OutlineLine]:
    lines, below = [], 0
    for node, row in document.lines:
        if node.is_heading:
            indent = _level(row)
            below = indent + 1
        else:
            indent = below + node.depth
        lines.append(OutlineLine(node, row, min(indent, 8), node.id == chosen))
    return lines


def _level(division: models.Model) -> int:
    level = 0
    while (division := division.parent) is not None:
        level += 1
    return level


def comparison_context(upload: Upload) -> dict[str, Any]:
    document = corrected(upload)
    held = expected(document)
    is_other = held.policy is not None and not held.is_same_file
    return {
        "title": f"与库中文本比较：{document.stated.title}",
        "expected": held,
        "comparison": compare_with_stored(document, held.policy) if is_other else None,
        "document": document,
    }


def imported_context(upload: Upload) -> dict[str, Any]:
    """What has become of an upload, and what waits now."""
    context: dict[str, Any] = {"title": str(upload)}
    if policy := upload.policy:
        links = [*Mention.objects.of_policy(policy).values_list("status", flat=True)]
        links += Reference.objects.of_policy(policy).values_list("status", flat=True)
        context |= {
            "policy": policy,
            "suggested": links.count(LinkStatus.SUGGESTED),
            "linked": links.count(LinkStatus.PUBLISHED),
        }
    return context
