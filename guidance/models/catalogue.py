"""Measures read from their rows: few statements for any number of them, each a frozen `Measure`.

Those on offer are kept while the tables that they are read from are unchanged.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Manager, OuterRef, QuerySet
from django.db.models.functions import JSONArray, JSONObject

from articles.models import Article, Division, Entity, Issuer, Policy
from articles.models.addresses import address_of
from articles.models.links.evidence import Basis
from articles.models.links.later_rule import LaterRule, public_later_rules
from articles.models.postgres.content_versions import remembered
from articles.models.postgres.trees import MOST_LEVELS
from articles.reading.citation_forms import permanent_identifiers
from guidance.matching.measure import (
    Instrument,
    Measure,
    MeasureCriterion,
    Ministry,
    Named,
    Note,
    Quote,
    Stated,
)
from guidance.matching.measure_choices import Aspect, Benefit, Force, Purpose, Role, StatedName
from guidance.models.criterion import Criterion as CriterionRow
from guidance.models.criterion import Fact
from guidance.models.details import Caution, CompetentMinistry, StatedValue
from guidance.models.measure import MeasureInstrument, MeasureQuote, SupportMeasure, SupportMeasureQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

#: What measures on offer are read from.
MEASURE_TABLES = (
    SupportMeasure,
    MeasureQuote,
    CriterionRow,
    Fact,
    Caution,
    StatedValue,
    MeasureInstrument,
    CompetentMinistry,
    Article,
    Division,
    Issuer,
    Policy,
    Entity,
    LaterRule,
)


@remembered(*MEASURE_TABLES)
def public_clauses() -> tuple[Measure, ...]:
    """Every public measure and limit, as the policies print them."""
    return tuple(read_measures(SupportMeasure.objects.published().in_order()))


@remembered(*MEASURE_TABLES)
def offered_measures() -> tuple[Measure, ...]:
    """Every support measure on offer, as the policies print them."""
    return tuple(clause for clause in public_clauses() if not clause.is_limit)


@remembered(*MEASURE_TABLES)
def measures_in_force() -> tuple[Measure, ...]:
    """Those on offer whose documents were neither repealed nor have expired."""
    return tuple(measure for measure in offered_measures() if not measure.has_ended)


@remembered(*MEASURE_TABLES)
def public_limits() -> tuple[Measure, ...]:
    """What applicants have to heed (须注意的限制), as the policies print it."""
    return tuple(clause for clause in public_clauses() if clause.is_limit)


@remembered(*MEASURE_TABLES)
def limits_in_force() -> tuple[Measure, ...]:
    """Those of documents that were neither repealed nor have expired."""
    return tuple(limit for limit in public_limits() if not limit.has_ended)


@remembered(Fact)
def facts_by_code() -> dict[str, Fact]:
    """Every fact in order, whether a public measure turns on it or not."""
    return {fact.code: fact for fact in Fact.objects.in_order()}


@remembered(*MEASURE_TABLES)
def fact_questions() -> dict[str, str]:
    """What the criteria of public measures ask, by the code of the fact."""
    criteria = (criterion for clause in public_clauses() for criterion in clause.criteria)
    return {criterion.fact: criterion.question for criterion in criteria if criterion.fact}


def public_clause(slug: str) -> Measure | None:
    """The public measure or limit of this slug."""
    return next((clause for clause in public_clauses() if clause.slug == slug), None)


def read_measures(measures: SupportMeasureQuerySet) -> Iterator[Measure]:
    rules = public_later_rules()
    return (measure_of(row, rules) for row in with_parts(measures))


class PartRows(TypedDict):
    """What `with_parts` reads beside each measure."""

    quote_rows: list[dict]
    criterion_rows: list[dict]
    instrument_rows: list[dict]
    ministry_rows: list[dict]
    stated_rows: list[dict]
    caution_rows: list[dict]


def with_parts(measures: SupportMeasureQuerySet) -> QuerySet:
    """The rows with all that `measure_of` reads: of instruments and ministries, the public ones."""
    place = {name: F(name) for name in ("quote", "start", "end")}
    criterion = {name: F(name) for name in ("role", "aspect", "values")} | place
    fact = {"fact": F("fact__code"), "question": F("fact__question"), "help": F("fact__help")}
    return (
        measures.select_related("article__policy", "article__division__parent__parent__parent", "implements")
        .prefetch_related("article__policy__issuers")
        .annotate(
            quote_rows=_rows_of_measure(MeasureQuote.objects, **place),
            criterion_rows=_rows_of_measure(CriterionRow.objects, **criterion, **fact),
            instrument_rows=_rows_of_measure(MeasureInstrument.objects.published(), lineage=_LINEAGE),
            ministry_rows=_rows_of_measure(CompetentMinistry.objects.published(), **_MINISTRY),
            stated_rows=_rows_of_measure(
                StatedValue.objects, name=F("name"), value=F("value"), source=F("source")
            ),
            caution_rows=_rows_of_measure(Caution.objects, text=F("text"), source=F("source")),
        )
    )


def _rows_of_measure(rows: QuerySet | Manager, **members: F | JSONArray) -> ArraySubquery:
    """The rows of a measure in the order of their model."""
    return ArraySubquery(rows.filter(measure=OuterRef("pk")).values(row=JSONObject(**members)))


_MINISTRY = {
    **{name: F(f"ministry__{name}") for name in ("slug", "name", "position")},
    "basis": F("basis"),
    "reason": F("reason"),
    "only_if": F("only_if__code"),
    "question": F("only_if__question"),
}
#: Slug, name and position of an instrument, and of what is above it, and whether it is public.
_LINEAGE = JSONArray(
    *(
        F(f"instrument{above}__{column}")
        for above in ("__parent" * level for level in range(MOST_LEVELS))
        for column in ("slug", "name", "position", "is_published")
    )
)


def measure_of(
    row: WithAnnotations[SupportMeasure, PartRows], rules: Mapping[int, tuple[LaterRule, ...]]
) -> Measure:
    """One of the rows of `with_parts`; `rules` are the later rules by article."""
    article = row.article
    return Measure(
        slug=row.slug,
        purpose=Purpose(row.purpose),
        force=Force(row.force),
        place=(article.policy_id, article.position, row.position),
        quotes=tuple(Quote(**quote) for quote in row.quote_rows),
        criteria=tuple(map(_criterion, row.criterion_rows)),
        article=article,
        title=row.title,
        promise=row.promise,
        verb=row.verb,
        serves=row.serves,
        benefit=Benefit(row.benefit) if row.benefit else None,
        implements=row.implements.slug if row.implements else "",
        beneficiaries_note=row.beneficiaries_note,
        questions=tuple(row.everyday_questions),
        instruments=tuple(_instrument(instrument["lineage"]) for instrument in row.instrument_rows),
        ministries=tuple(map(_ministry, row.ministry_rows)),
        stated=_stated_values(row.stated_rows),
        cautions=tuple(Note(**caution) for caution in row.caution_rows),
        url=row.get_absolute_url(),
        permalink=permanent_identifiers(article).eli,
        later_rules=tuple(
            rule for rule in rules.get(article.pk, ()) if rule.concerns(_places(row.quote_rows))
        ),
    )


def _places(quotes: list[dict]) -> list[tuple[int, int]]:
    return [(quote["start"], quote["end"]) for quote in quotes]


def _criterion(row: dict) -> MeasureCriterion:
    """A criterion; the columns of its fact are null where it has none."""
    filled = {name: value for name, value in row.items() if value is not None}
    return MeasureCriterion(
        **filled
        | {"role": Role(row["role"]), "aspect": Aspect(row["aspect"]), "values": tuple(row["values"])}
    )


def _instrument(columns: list) -> Instrument:
    steps = zip(columns[::4], columns[1::4], columns[2::4], columns[3::4], strict=True)
    public_steps = itertools.takewhile(lambda step: step[3], steps)  # nothing above a hidden class is shown
    own, *above = [Named(slug, name, position) for slug, name, position, _ in public_steps]
    return Instrument(own.slug, own.name, own.position, _address("instrument", own.slug), tuple(above))


def _ministry(row: dict) -> Ministry:
    """A ministry; the columns of its fact are null where it decides on everybody."""
    filled = {name: value for name, value in row.items() if value is not None}
    return Ministry(**filled | {"basis": Basis(row["basis"]), "url": _address("ministry", row["slug"])})


def _address(kind: str, slug: str) -> str:
    return address_of("articles:entity", kind, slug)


def _stated_values(rows: list[dict]) -> tuple[Stated, ...]:
    """All stated names in a fixed order, with None for those that the document does not state."""
    rows_by_name = {row["name"]: row for row in rows}
    return tuple(Stated(**rows_by_name.get(name.value, {}) | {"name": name}) for name in StatedName)
