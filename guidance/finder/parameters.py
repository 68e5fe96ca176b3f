"""What an address of the finder asks for: profile and filters in its parameters, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.utils.http import urlencode

from articles.models import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.facets import Chosen, FacetValue, query_string
from articles.search import LONGEST_QUERY
from guidance.finder.origins import ORIGINS
from guidance.matching.figures import NO_FIGURES, Figures, read_figure
from guidance.matching.measure import Measure, code_of_fact
from guidance.matching.measure_choices import Force
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import (
    PROFILE_QUESTIONS,
    OpenAnswer,
    Size,
    Topic,
    sectors,
)
from guidance.matching.sizes import INDICATORS, industries
from guidance.models.catalogue import facts_by_code, offered_measures

MOST_VALUES = 100
#: Before the code of a fact, as a parameter of an address; elsewhere it is fact:… (`code_of_fact`).
FACT = "fact_"
#: The answer of who does none of the activities.
NO_ACTIVITY = "none"
_SEVERAL = tuple(question for question in PROFILE_QUESTIONS if question.takes_several)
_SINGLE = tuple(question for question in PROFILE_QUESTIONS if not question.takes_several)
_ENTITIES = (
    ("instrument", "政策工具", EntityKind.INSTRUMENT),
    ("ministry", "主管部委", EntityKind.MINISTRY),
)
_SHOWN = 20
_LONGEST_AGAINST = 4_000
_MOST_TOLD = 10


class FinderQueryError(ValueError):
    """A parameter that means nothing; the message says in Chinese which and why."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a parameter, in Chinese."""

    name: str
    message: str


@dataclass(frozen=True)
class Narrowing:
    """A filter of the page of results that leaves measures out: 政策工具 = 税收优惠."""

    name: str
    label: str
    value: str
    value_label: str


@dataclass(frozen=True)
class FinderQuery:
    """What an address of the finder says.

    `profile` has the size that counts: the chosen one, else the one that `figures` give.

    `topics` are what the visitor wants, as long as it has not said which of their activities. `question` is
    one in everyday words; of what it says of the one who asks, `ignored` is not to count.
    """

    profile: EnterpriseProfile
    narrowed: tuple[Narrowing, ...] = ()
    figures: Figures = NO_FIGURES
    chosen_size: Size = Size.UNKNOWN
    topics: tuple[Topic, ...] = ()
    question: str = ""
    ignored: tuple[str, ...] = ()
    against: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.profile.is_empty and not self.question

    @property
    def has_chosen_size(self) -> bool:
        return self.chosen_size != Size.UNKNOWN

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters in one order: equal answers and filters have one address."""
        record = self.profile.as_record() | {"size": self.chosen_size.value}
        pairs = [("q", self.question)] if self.question else []
        pairs += [("ignore", code) for code in self.ignored]
        pairs += [("topic", topic.value) for topic in self.topics]
        pairs += [(question.parameter, code) for question in _SEVERAL for code in record[question.member]]
        pairs += [("does", NO_ACTIVITY)] if self.profile.has_no_activity else []
        single = [(question.parameter, record[question.member]) for question in _SINGLE]
        pairs += [(name, code) for name, code in single if code != "unknown"]
        pairs += self.figures.pairs
        pairs += [("sector", record["sector"])] if record["sector"] else []
        pairs += [(f"{FACT}{code}", str(answer)) for code, answer in sorted(self.profile.facts.items())]
        pairs += [(narrowing.name, narrowing.value) for narrowing in self.narrowed]
        return (*pairs, *([("against", self.against)] if self.against else []))

    @cached_property
    def encoded(self) -> str:
        """The address after its question mark."""
        return urlencode(self.pairs)

    @property
    def alone(self) -> str:
        """The address without what it is compared with."""
        return self.query_without("against")

    @cached_property
    def params(self) -> QueryDict:
        """The parameters of `pairs`, shared: do not change them."""
        return QueryDict(self.encoded)

    @property
    def chosen(self) -> Chosen:
        """The filters, as facets compare them; one value of each."""
        return {
            narrowing.name: (FacetValue(narrowing.value, narrowing.value_label),)
            for narrowing in self.narrowed
        }

    def query_without(self, name: str, value: str | None = None) -> str:
        """The address without a parameter, or without one of its values."""
        return urlencode([pair for pair in self.pairs if pair[0] != name or value not in (None, pair[1])])

    def query_with(self, name: str, value: str) -> str:
        """The address with one value for a parameter, in place of what it had."""
        return query_string(self.params, **{name: value})

    def query_and(self, name: str, value: str) -> str:
        """The address with one more value for a parameter."""
        return urlencode([*self.pairs, (name, value)])


def read_finder_query(parameters: QueryDict) -> FinderQuery:
    """Read the parameters of the finder's address. Raises FinderQueryError."""
    query = read_what_is_valid(parameters)
    if query.mistakes:
        raise FinderQueryError(query.mistakes[0].message)
    return query


def read_what_is_valid(parameters: QueryDict) -> FinderQuery:
    """Read the parameters; what means nothing is left out and stands among `mistakes`."""
    reading = _ParameterReader(parameters)
    record = reading.several()
    record |= {
        question.member: reading.code(question.parameter, question.vocabulary.values, question.label)
        for question in _SINGLE
    }
    record["sector"] = reading.code("sector", sectors(), "行业")
    record["facts"] = reading.facts()
    topics = reading.topics()
    figures, chosen = reading.figures(), Size(record["size"] or Size.UNKNOWN)
    if chosen == Size.UNKNOWN:
        record["size"] = figures.size.value
    query = FinderQuery(
        profile=EnterpriseProfile.from_record(record).with_wishes(topics),
        narrowed=tuple(reading.narrowings()),
        figures=figures,
        chosen_size=chosen,
        topics=topics,
        question=reading.question(),
        ignored=tuple(reading.codes("ignore", _ignorable(), "不采用的提示")),
        against=reading.against(),
    )
    return replace(query, mistakes=tuple(reading.mistakes[:_MOST_TOLD]))


def parameter_of(criterion: str) -> str:
    """The parameter that answers a criterion: size, fact_able_to_build_technology_centre."""
    return criterion.replace(code_of_fact(""), FACT)


def _ignorable() -> frozenset[str]:
    """What may be read out of a question, and taken away again: size, kind:enterprise, needs:finance."""
    several = [
        f"{question.parameter}:{value}" for question in _SEVERAL for value in question.vocabulary.values
    ]
    return frozenset(
        [*(question.parameter for question in _SINGLE), *several, *map(code_of_fact, facts_by_code())]
    )


class _ParameterReader:
    """Reads parameter by parameter and collects what is wrong."""

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        self.mistakes: list[Mistake] = []

    def add_mistake(self, name: str, message: str) -> None:
        self.mistakes.append(Mistake(name, message))

    def values(self, name: str, label: str) -> list[str]:
        """The different values of a parameter; of too many only as many as are allowed."""
        values = self.parameters.getlist(name)
        if len(values) > MOST_VALUES:
            self.add_mistake(name, f"{label}写了 {len(values)} 项，至多 {MOST_VALUES} 项；超出的没有采用。")
        return [value for value in dict.fromkeys(values[:MOST_VALUES]) if value]

    def codes(self, name: str, known: Iterable[str], label: str) -> list[str]:
        values = self.values(name, label)
        if unknown := [value for value in values if value not in known]:
            self.add_mistake(name, f"{label}没有“{_excerpt(unknown[0])}”这一项。")
        return [value for value in values if value in known]

    def several(self) -> dict:
        """What has several answers: kinds, and activities unless there are none."""
        record: dict = {}
        for question in _SEVERAL:
            none = (NO_ACTIVITY,) if question.parameter == "does" else ()
            known = (*question.vocabulary.values, *none)
            record[question.member] = self.codes(question.parameter, known, question.label)
        activities = [code for code in record["activities"] if code != NO_ACTIVITY]
        return record | {"activities": activities, "has_no_activity": activities != record["activities"]}

    def topics(self) -> tuple[Topic, ...]:
        chosen = self.codes("topic", Topic.values, "想办的事")
        return tuple(topic for topic in Topic if topic in chosen)

    def code(self, name: str, known: Iterable[str], label: str) -> str:
        codes = self.codes(name, known, label)
        if len(codes) > 1:
            self.add_mistake(name, f"{label}只能有一个回答，地址里写了 {len(codes)} 个；没有采用。")
        return codes[0] if len(codes) == 1 else ""

    def facts(self) -> dict[str, str]:
        names = [name for name in self.parameters if name.startswith(FACT)]
        if len(names) > MOST_VALUES:
            self.add_mistake(FACT, f"判断事项写了 {len(names)} 项，至多 {MOST_VALUES} 项；超出的没有采用。")
        codes = [name.removeprefix(FACT) for name in names[:MOST_VALUES]]
        known_facts = facts_by_code()
        if unknown := [code for code in codes if code not in known_facts]:
            self.add_mistake(FACT, f"没有“{_excerpt(unknown[0])}”这个判断事项。")
        answers = {
            code: self.code(f"{FACT}{code}", OpenAnswer.values, "判断事项的回答")
            for code in codes
            if code in known_facts
        }
        return {code: answer for code, answer in answers.items() if answer}

    def figures(self) -> Figures:
        industry = self.code("industry", industries(), "划分企业规模的行业")
        figures = {name: self.figure(name) for name in INDICATORS}
        return Figures(industry, {name: figure for name, figure in figures.items() if figure is not None})

    def figure(self, name: str) -> float | None:
        typed = [value.strip() for value in self.values(name, INDICATORS[name]) if value.strip()]
        if len(typed) > 1:
            self.add_mistake(name, f"{INDICATORS[name]}只能填一个数，地址里写了 {len(typed)} 个；没有采用。")
        try:
            return read_figure(name, typed[0]) if len(typed) == 1 else None
        except ValueError as error:
            self.add_mistake(name, str(error))
            return None

    def question(self) -> str:
        words = " ".join(" ".join(self.parameters.getlist("q")[:MOST_VALUES]).split())
        if "\0" in words:
            self.add_mistake("q", "问题含有不能识别的字符；没有采用。")
            return ""
        if len(words) > LONGEST_QUERY:
            self.add_mistake("q", f"问题有 {len(words)} 个字，只用了前 {LONGEST_QUERY} 个字。")
        return words[:LONGEST_QUERY]

    def against(self) -> str:
        """The address of the answers to compare with, in its one order; "" where it is none."""
        address = self.parameters.get("against", "")
        if not address or len(address) > _LONGEST_AGAINST:
            return ""
        try:
            others = QueryDict(address, mutable=True)
        except TooManyFieldsSent:
            return ""
        others.pop("against", None)
        return read_what_is_valid(others).encoded

    def narrowings(self) -> Iterable[Narrowing]:
        for name, label, kind in _ENTITIES:
            if entity := self.entity(name, label, kind):
                yield Narrowing(name, label, entity.slug, entity.name)
        if force := self.code("force", Force.values, "效力性质"):
            yield Narrowing("force", "效力性质", force, Force(force).label)
        yield from self.origins()
        if measure := self.measure():
            yield Narrowing("measure", "措施", measure.slug, measure.title)

    def origins(self) -> Iterable[Narrowing]:
        """Filters by what measures on offer come from."""
        for name, label, values_of in ORIGINS:
            if not (chosen := self.parameters.get(name, "")):
                continue
            known = {
                value.value: value.label for measure in offered_measures() for value in values_of(measure)
            }
            if chosen in known:
                yield Narrowing(name, label, chosen, known[chosen])
            else:
                self.add_mistake(name, f"{label}没有“{_excerpt(chosen)}”这一项。")

    def measure(self) -> Measure | None:
        values = self.values("measure", "措施")
        measure = next((offered for offered in offered_measures() if [offered.slug] == values[-1:]), None)
        if values and measure is None:
            self.add_mistake("measure", f"没有“{_excerpt(values[-1])}”这项措施。")
        return measure

    def entity(self, name: str, label: str, kind: EntityKind) -> Entity | None:
        values = self.values(name, label)
        if not values:
            return None
        entity = Entity.objects.published().of_kind(kind).with_slug(values[-1].replace("\0", "")).first()
        if entity is None:
            self.add_mistake(name, f"{label}没有“{_excerpt(values[-1])}”这一项。")
        return entity


def _excerpt(value: str) -> str:
    return value.replace("\0", "�")[:_SHOWN]
