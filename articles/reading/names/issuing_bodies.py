"""The bodies that give document numbers: their other names, and those of a joint number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.text.citing.naming.document_numbers import bodies_of
from articles.text.citing.naming.titles import without_state

_SHORTEST_NAME = 2
#: 粤府令, 苏政令: the government of a province by the short name of the province.
_PROVINCES = {
    **{"京": "北京市", "津": "天津市", "沪": "上海市", "渝": "重庆市", "冀": "河北省", "晋": "山西省"},
    **{"辽": "辽宁省", "吉": "吉林省", "黑": "黑龙江省", "苏": "江苏省", "浙": "浙江省", "皖": "安徽省"},
    **{"闽": "福建省", "赣": "江西省", "鲁": "山东省", "豫": "河南省", "鄂": "湖北省", "湘": "湖南省"},
    **{"粤": "广东省", "琼": "海南省", "川": "四川省", "贵": "贵州省", "黔": "贵州省", "云": "云南省"},
    **{"滇": "云南省", "陕": "陕西省", "甘": "甘肃省", "陇": "甘肃省", "青": "青海省"},
    **{"蒙": "内蒙古自治区", "内蒙古": "内蒙古自治区", "桂": "广西壮族自治区", "藏": "西藏自治区"},
    **{"宁": "宁夏回族自治区", "新": "新疆维吾尔自治区"},
}
_OF_PROVINCE = re.compile(rf"(?P<province>{'|'.join(_PROVINCES)})[政府]")
_GOVERNMENT = re.compile(rf"(?P<province>{'|'.join(dict.fromkeys(_PROVINCES.values()))})(?:人民)?政府")


def names_of_body(name: str) -> list[str]:
    """A body's name and, for a short one, the name in full: 工信部, 工业和信息化部; 江苏省政府."""
    if name.endswith("政府") and not name.endswith("人民政府"):
        return [name, f"{name.removesuffix('政府')}人民政府"]
    return [name, *([full] if (full := _bodies().get(name)) else [])]


def names_in_orders(body: str) -> list[str]:
    """As `names_of_body`, with the short names that orders of provincial governments bear: 苏府, 苏政.

    >>> names_in_orders("粤府")
    ['粤府', '广东省人民政府']
    """
    if short := _OF_PROVINCE.fullmatch(body):
        return [body, f"{_PROVINCES[short['province']]}人民政府"]
    shorts: list[str] = []
    if government := _GOVERNMENT.fullmatch(body):
        shorts = [short_name for short_name, whole in _PROVINCES.items() if whole == government["province"]]
    return [*names_of_body(body), *(f"{short_name}{word}" for short_name in shorts for word in "府政")]


@remembered(Entity, Alias)
def _bodies() -> Mapping[str, str]:
    """The other names of bodies, each with the name in full."""
    aliases = Alias.objects.of_kind(EntityKind.MINISTRY)
    return dict(aliases.values_list("name_key", "entity__name"))


@remembered(Entity, Alias)
def _other_names() -> Mapping[str, frozenset[str]]:
    """The names of bodies, each with all that mean the same body."""
    alike: dict[str, set[str]] = {}
    for name, full in _bodies().items():
        alike.setdefault(full, {full}).add(name)
    return {name: frozenset(names) for names in alike.values() for name in names}


def bodies_that_gave(policy: Policy) -> list[str]:
    """The bodies of a joint number; [] where only one is known to have given it."""
    printed = [without_state(body) for body in bodies_of(policy.document_number)]
    bodies = printed if len(printed) != 1 else _known_bodies_in(printed[0])
    return bodies if len(bodies) > 1 else []


def _known_bodies_in(names: str) -> list[str]:
    """The bodies whose names are written without anything between them; [] where one of them is not known."""
    other_names = _other_names()
    for end in range(_SHORTEST_NAME, len(names)):
        rest = names[end:]
        if names[:end] in other_names and (
            others := [rest] if rest in other_names else _known_bodies_in(rest)
        ):
            return [names[:end], *others]
    return []


def begins_with(words: str, bodies: Iterable[str]) -> bool:
    """Whether words name the first of these bodies, or the first ones one after another."""
    others = _other_names()
    for body in bodies:
        names = (name for name in {body, *others.get(body, ())} if words.startswith(name))
        name = max(names, key=len, default="")
        words = words.removeprefix(name)
        if not name or not words:
            return bool(name)
    return False
