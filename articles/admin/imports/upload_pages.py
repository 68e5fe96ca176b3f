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
from articles.uploads.corrected import CorrectedDocument, corrected_document, removed_lines, repaired_lines
from articles.uploads.storing import compare_with_stored, expected_import

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
    """The page that corrects an upload; `chosen` is the id of the node whose form is open."""
    document = corrected_document(upload)
    _, laws = without_laws(document.source)
    return {
        "original": upload,
        "title": f"核对：{document.stated.title}",
        "document": document,
        "lines": _outline_lines(document, chosen),
        "kinds": KINDS,
        "form": form or FactsForm(initial=_initial_facts(document)),
        "expected": expected_import(document),
        "laws": len(laws),
        "steps": [_STEPS.get(step["step"], step["step"]) for step in upload.steps],
        "removed": removed_lines(document.parsed),
        "repaired": repaired_lines(document.parsed),
        "doubts": document.parsed.doubts,
        "omissions": document.source.omissions,
    }


def _initial_facts(document: CorrectedDocument) -> dict[str, Any]:
    facts = dict(document.outline.facts)
    return {**facts, "issuers": "\n".join(facts.get("issuers") or ())}


def _outline_lines(document: CorrectedDocument, chosen: str) -> list[OutlineLine]:
    lines, text_indent = [], 0
    for node, row in document.lines:
        if node.is_heading:
            indent = _division_depth(row)
            text_indent = indent + 1
        else:
            indent = text_indent + node.depth
        lines.append(OutlineLine(node, row, min(indent, 8), node.id == chosen))
    return lines


def _division_depth(division: models.Model) -> int:
    depth = 0
    while (division := division.parent) is not None:
        depth += 1
    return depth


def comparison_context(upload: Upload) -> dict[str, Any]:
    """The page that compares an upload with the stored text that it would replace."""
    document = corrected_document(upload)
    outcome = expected_import(document)
    is_other = outcome.policy is not None and not outcome.is_same_file
    return {
        "title": f"与库中文本比较：{document.stated.title}",
        "expected": outcome,
        "comparison": compare_with_stored(document, outcome.policy) if is_other else None,
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
