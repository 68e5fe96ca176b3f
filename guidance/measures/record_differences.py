"""What differs between two records of a measure, in words for an editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guidance.matching.codes import Force, Purpose, StatedName
from guidance.models import MeasureStatus

_LABELS = {
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


@dataclass(frozen=True)
class Difference:
    label: str
    then: str
    now: str


def differences(then: Mapping, now: Mapping) -> list[Difference]:
    """The parts of the record that differ."""
    then = {"purpose": Purpose.SUPPORT.value, **then}  # a record from before there were limits says nothing
    return [
        Difference(label, _in_words(name, then.get(name)), _in_words(name, now.get(name)))
        for name, label in _LABELS.items()
        if then.get(name) != now.get(name)
    ]


def _in_words(name: str, value: object) -> str:
    if name in _CODED:
        return _CODED[name].get(value, str(value))
    return _flat(value)


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(filter(None, (_flat(part) for key, part in value.items() if key != "start")))
    if isinstance(value, list | tuple):
        return "\n".join(map(_flat, value))
    return "" if value is None else str(value)
