"""The measures on offer, for questions and search: read in one statement, kept while they are unchanged."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONArray, JSONObject

from articles.models import Article, Division, Entity, Policy
from articles.models.content_versions import remembered
from articles.models.trees import LEVELS
from guidance.matching.codes import Force
from guidance.matching.matcher import Aspect, Criterion, Role, Terms
from guidance.models import Caution, CompetentMinistry, Fact, MeasureInstrument, MeasureQuote, SupportMeasure
from guidance.models import Criterion as CriterionRow

#: What measures on offer are read from.
MEASURE_TABLES = (
    SupportMeasure,
    MeasureQuote,
    CriterionRow,
    Caution,
    MeasureInstrument,
    CompetentMinistry,
    Fact,
    Article,
    Division,
    Policy,
    Entity,
)


@dataclass(frozen=True)
class Named:
    slug: str
    name: str


@dataclass(frozen=True)
class Instrument(Named):
    """An instrument with the classes above it, the nearest first."""

    above: tuple[Named, ...]


@dataclass(frozen=True)
class OfferedMeasure:
    """A published measure; `label`, `number` and `suffix` are its article's, `chapter` that one's address."""

    slug: str
    title: str
    promise: str
    verb: str
    questions: tuple[str, ...]
    quotes: tuple[str, ...]
    cautions: tuple[str, ...]
    terms: Terms
    url: str
    article_id: int
    article_url: str
    label: str
    number: int
    suffix: int
    chapter: str
    chapter_title: str
    chapter_position: int
    policy: Policy
    instruments: tuple[Instrument, ...]
    ministries: tuple[Named, ...]

    @property
    def force(self) -> Force:
        return Force(self.terms.force)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The words that limit it, beyond whom and what it is about."""
        return tuple(dict.fromkeys(one.quote for one in self.terms.of_role(Role.CONDITION)))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that its words address; none where they address nobody in particular."""
        return frozenset(value for one in self.terms.of_role(Role.BENEFICIARY) for value in one.values)

    @property
    def activities(self) -> frozenset[str]:
        return frozenset(value for one in self.terms.of_role(Role.ACTIVITY) for value in one.values)


@remembered(*MEASURE_TABLES)
def offered_measures() -> tuple[OfferedMeasure, ...]:
    """Every measure on offer, as the policies print them."""
    return tuple(map(_offered, _rows()))


def _rows() -> QuerySet:
    quotes = _of_measure(MeasureQuote.objects).order_by("position", "pk")
    criteria = _of_measure(CriterionRow.objects).order_by("position", "pk")
    cautions = _of_measure(Caution.objects).order_by("position", "pk")
    instruments = _of_measure(MeasureInstrument.objects.published()).order_by("position", "pk")
    ministries = _of_measure(CompetentMinistry.objects.published()).order_by("position", "pk")
    written = JSONObject(
        role=F("role"),
        aspect=F("aspect"),
        values=F("values"),
        quote=F("quote"),
        fact=F("fact__code"),
        question=F("fact__question"),
    )
    offered = SupportMeasure.objects.published().select_related("article__policy")
    return (
        offered.select_related("article__division__parent__parent__parent")
        .in_order()
        .annotate(
            quote_rows=ArraySubquery(quotes.values("quote")),
            criterion_rows=ArraySubquery(criteria.values(row=written)),
            caution_rows=ArraySubquery(cautions.values("text")),
            instrument_rows=ArraySubquery(instruments.values(row=JSONObject(lineage=_LINEAGE))),
            ministry_rows=ArraySubquery(
                ministries.values(row=JSONObject(slug=F("ministry__slug"), name=F("ministry__name")))
            ),
        )
    )


def _of_measure(rows: QuerySet) -> QuerySet:
    return rows.filter(measure=OuterRef("pk"))


#: Slug and name of an instrument, and of what is above it, and whether it is public.
_LINEAGE = JSONArray(
    *(
        F(f"instrument{above}__{column}")
        for above in ("__parent" * level for level in range(LEVELS))
        for column in ("slug", "name", "is_published")
    )
)


def _instrument(row: dict) -> Instrument:
    flat = row["lineage"]
    steps = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    seen = itertools.takewhile(lambda step: step[2], steps)  # a class that is hidden ends the line
    lineage = [Named(slug, name) for slug, name, _ in seen]
    return Instrument(lineage[0].slug, lineage[0].name, tuple(lineage[1:]))


def _offered(row: SupportMeasure) -> OfferedMeasure:
    article, chapter = row.article, row.article.chapter
    quotes = tuple(row.quote_rows)
    place = (article.policy_id, article.position, row.position)
    criteria = tuple(map(_criterion, row.criterion_rows))
    return OfferedMeasure(
        slug=row.slug,
        title=row.title,
        promise=row.promise,
        verb=row.verb,
        questions=tuple(row.everyday_questions),
        quotes=quotes,
        cautions=tuple(row.caution_rows),
        terms=Terms(row.slug, Force(row.force), place, quotes, criteria),
        url=row.get_absolute_url(),
        article_id=article.pk,
        article_url=article.get_absolute_url(),
        label=article.label,
        number=article.number,
        suffix=article.suffix,
        chapter=chapter.address if chapter else "",
        chapter_title=str(chapter) if chapter else "",
        chapter_position=chapter.position if chapter else 0,
        policy=article.policy,
        instruments=tuple(map(_instrument, row.instrument_rows)),
        ministries=tuple(Named(**one) for one in row.ministry_rows),
    )


def _criterion(row: dict) -> Criterion:
    return Criterion(
        role=Role(row["role"]),
        aspect=Aspect(row["aspect"]),
        values=tuple(row["values"]),
        quote=row["quote"],
        fact=row["fact"] or "",
        question=row["question"] or "",
    )
