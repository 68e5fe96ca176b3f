"""What an address of the finder asks for: profile and filters in its parameters, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from articles.models import Entity
from articles.models.entity import EntityKind
from guidance.exports.pack import Narrowing
from guidance.models import Fact, SupportMeasure
from guidance.models.measure import SupportMeasureQuerySet
from guidance.profile import EnterpriseProfile
from guidance.sizes import INDICATORS, Industry, derive_size, industries
from guidance.vocabulary import Activity, Answer, Force, Kind, Ownership, Size, sectors

MOST_VALUES = 100
_MOST_FIGURE = 10**12
_FACT = "fact_"
#: Parameter, the profile's name for it, and its words.
_SEVERAL = (
    ("kind", "kinds", Kind, "主体类型"),
    ("does", "activities", Activity, "开展的活动"),
    ("needs", "needs", Activity, "寻求支持的活动"),
)
_ONE = (
    ("size", Size, "企业规模"),
    ("ownership", Ownership, "内资或外资"),
    ("multinational", Answer, "是否跨国公司"),
)
_ENTITIES = (
    ("instrument", "政策工具", EntityKind.INSTRUMENT),
    ("ministry", "主管部委", EntityKind.MINISTRY),
)
_FILTERS = {
    "instrument": SupportMeasureQuerySet.using_instrument,
    "ministry": SupportMeasureQuerySet.of_ministry,
    "force": SupportMeasureQuerySet.with_force,
}
_SHOWN = 20


class AskedError(ValueError):
    """A parameter that means nothing; the message says in Chinese which and why."""


@dataclass(frozen=True)
class Asked:
    profile: EnterpriseProfile
    narrowed: tuple[Narrowing, ...] = ()

    @property
    def query(self) -> str:
        """The parameters in one order: equal profiles and filters have one address."""
        record = self.profile.as_record()
        pairs = [(name, code) for name, member, *_ in _SEVERAL for code in record[member]]
        pairs += [(name, record[name]) for name, *_ in _ONE if record[name] != "unknown"]
        pairs += [("sector", record["sector"])] if record["sector"] else []
        pairs += [(f"{_FACT}{code}", answer) for code, answer in record["facts"].items()]
        return urlencode([*pairs, *((one.name, one.value) for one in self.narrowed)])

    def measures(self) -> SupportMeasureQuerySet:
        """The measures on offer that the filters leave."""
        found = SupportMeasure.objects.published()
        for one in self.narrowed:
            found = _FILTERS[one.name](found, one.value)
        return found.for_matching().with_issuers()


def read_asked(parameters: QueryDict) -> Asked:
    """Read the parameters of the finder's address. Raises AskedError."""
    record: dict = {
        member: _codes(parameters.getlist(name), vocabulary, label)
        for name, member, vocabulary, label in _SEVERAL
    }
    record |= {name: _code(parameters.get(name, ""), vocabulary, label) for name, vocabulary, label in _ONE}
    record["sector"] = _member(parameters.get("sector", ""), sectors(), "行业")
    record["facts"] = _facts(parameters)
    if not record["size"]:
        record["size"] = _derived_size(parameters)
    return Asked(EnterpriseProfile.from_record(record), tuple(_narrowings(parameters)))


def _codes(values: list[str], vocabulary: type, label: str) -> list[str]:
    if len(values) > MOST_VALUES:
        raise AskedError(f"{label}写了 {len(values)} 项，至多 {MOST_VALUES} 项。")
    return [_code(value, vocabulary, label) for value in values if value]


def _code(value: str, vocabulary: type, label: str) -> str:
    return _member(value, vocabulary.values, label)


def _member(value: str, known: Iterable[str], label: str) -> str:
    if value and value not in known:
        raise AskedError(f"{label}没有“{_shown(value)}”这一项。")
    return value


def _shown(value: str) -> str:
    return value.replace("\0", "�")[:_SHOWN]


def _facts(parameters: QueryDict) -> dict[str, str]:
    given = {name.removeprefix(_FACT): parameters[name] for name in parameters if name.startswith(_FACT)}
    if len(given) > MOST_VALUES:
        raise AskedError(f"判断事项写了 {len(given)} 项，至多 {MOST_VALUES} 项。")
    known = set(Fact.objects.codes()) if given else set()
    if strange := [code for code in given if code not in known]:
        raise AskedError(f"没有“{_shown(strange[0])}”这个判断事项。")
    return {code: _code(answer, Answer, "判断事项的回答") for code, answer in given.items()}


def _derived_size(parameters: QueryDict) -> str:
    code = _member(parameters.get("industry", ""), industries(), "划分企业规模的行业")
    if not code:
        return ""
    return derive_size(industries()[code], _figures(parameters, industries()[code])).value


def _figures(parameters: Mapping[str, str], industry: Industry) -> dict[str, float]:
    figures = {}
    for name in industry.indicators:
        written = parameters.get(name, "").strip()
        if not written:
            continue
        try:
            figures[name] = float(written)
        except ValueError:
            raise AskedError(f"{INDICATORS[name]}“{_shown(written)}”不是数字。") from None
        if not 0 <= figures[name] <= _MOST_FIGURE:
            raise AskedError(f"{INDICATORS[name]}须在 0 与一万亿之间。")
    return figures


def _narrowings(parameters: QueryDict) -> Iterable[Narrowing]:
    for name, label, kind in _ENTITIES:
        if slug := parameters.get(name, ""):
            entity = Entity.objects.published().of_kind(kind).slugged(slug.replace("\0", "")).first()
            if entity is None:
                raise AskedError(f"{label}没有“{_shown(slug)}”这一项。")
            yield Narrowing(name, label, entity.slug, entity.name)
    if force := _code(parameters.get("force", ""), Force, "效力性质"):
        yield Narrowing("force", "效力性质", force, Force(force).label)
