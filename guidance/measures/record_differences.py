"""The record of a measure in words for an editor."""

from __future__ import annotations

from collections.abc import Mapping

from guidance.matching.measure_choices import Force, Purpose, StatedName
from guidance.models import MeasureStatus

LABELS = {
    "purpose": "是什么",
    "title": "名称",
    "promise": "一句话说明",
    "force": "效力性质",
    "verb": "动词",
    "beneficiaries_note": "受益主体说明",
    "questions": "日常问法",
    "position": "次序",
    "status": "状态",
    "quotes": "措施原文",
    "instruments": "政策工具",
    "beneficiaries": "受益主体",
    "activities": "涉及的活动",
    "conditions": "条件",
    "ministries": "主管部委",
    "notes": "提示",
    **{name.value: name.label for name in StatedName},
}
_CODED: dict[str, dict[object, str]] = {
    "purpose": dict(Purpose.choices),
    "force": dict(Force.choices),
    "status": dict(MeasureStatus.choices),
}


def part_text(name: str, value: object) -> str:
    """The value of one part of the record."""
    if name in _CODED:
        return _CODED[name].get(value, str(value))
    return _flat_text(value)


def _flat_text(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(filter(None, (_flat_text(part) for key, part in value.items() if key != "start")))
    if isinstance(value, list | tuple):
        return "\n".join(map(_flat_text, value))
    return "" if value is None else str(value)
