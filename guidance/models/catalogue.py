"""Measures read from their rows: few statements for any number of them, each a frozen `Measure`.

Those on offer are kept while nothing changes. What a process keeps is named by a version that the database
tells (one short statement), so that an edit holds at once in every process.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONArray, JSONObject
from django.urls import reverse

from articles.models.evidence import Basis
from articles.models.trees import LEVELS
from articles.reading.citation_forms import permanent_identifiers
from guidance.matching.codes import Aspect, Force, Role, StatedName
from guidance.matching.measure import Criterion, Instrument, Measure, Ministry, Named, Note, Quote, Stated
from guidance.models.criterion import Criterion as CriterionRow
from guidance.models.details import Caution, CompetentMinistry, StatedValue
from guidance.models.measure import MeasureInstrument, MeasureQuote, SupportMeasure, SupportMeasureQuerySet

# A changed row has another xmin; where one transaction changes it twice, it stands elsewhere (ctid).
_VERSION = """
SELECT md5(coalesce(string_agg(concat_ws(' ', part, id, xmin, ctid), ',' ORDER BY part, id), '')) FROM (
    SELECT 1 AS part, id, xmin, ctid FROM guidance_supportmeasure
    UNION ALL SELECT 2, id, xmin, ctid FROM guidance_measurequote
    UNION ALL SELECT 3, id, xmin, ctid FROM guidance_criterion
    UNION ALL SELECT 4, id, xmin, ctid FROM guidance_caution
    UNION ALL SELECT 5, id, xmin, ctid FROM guidance_measureinstrument
    UNION ALL SELECT 6, id, xmin, ctid FROM guidance_competentministry
    UNION ALL SELECT 7, id, xmin, ctid FROM articles_article
        WHERE id IN (SELECT article_id FROM guidance_supportmeasure)
    UNION ALL SELECT 8, id, xmin, ctid FROM articles_policy WHERE id IN (SELECT policy_id FROM
        articles_article WHERE id IN (SELECT article_id FROM guidance_supportmeasure))
    UNION ALL SELECT 9, id, xmin, ctid FROM articles_entity WHERE kind IN ('instrument', 'ministry')
    UNION ALL SELECT 9, id, xmin, ctid FROM articles_division WHERE policy_id IN (SELECT policy_id FROM
        articles_article WHERE id IN (SELECT article_id FROM guidance_supportmeasure))
    UNION ALL SELECT 10, id, xmin, ctid FROM guidance_fact
    UNION ALL SELECT 11, id, xmin, ctid FROM guidance_statedvalue
    UNION ALL SELECT 12, id, xmin, ctid FROM articles_issuer WHERE policy_id IN (SELECT policy_id FROM
        articles_article WHERE id IN (SELECT article_id FROM guidance_supportmeasure))
) AS rows
"""


def offered_measures() -> tuple[Measure, ...]:
    """Every measure on offer, as the policies print them."""
    return measures_of(offered_version())


def offered_measure(slug: str) -> Measure | None:
    return next((measure for measure in offered_measures() if measure.slug == slug), None)


def offered_version() -> str:
    """Names the state of the rows that measures are read from."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return cursor.fetchone()[0]


@lru_cache(maxsize=2)
def measures_of(version: str) -> tuple[Measure, ...]:
    """The measures of this version, which is the present one."""
    return tuple(read_measures(SupportMeasure.objects.published().in_order()))


def read_measures(measures: SupportMeasureQuerySet) -> Iterator[Measure]:
    return map(measure_of, with_parts(measures))


def with_parts(measures: SupportMeasureQuerySet) -> QuerySet:
    """The rows with all that `measure_of` reads: of instruments and ministries, the public ones."""
    place = {name: F(name) for name in ("quote", "start", "end")}
    criterion = {name: F(name) for name in ("role", "aspect", "values")} | place
    fact = {"fact": F("fact__code"), "question": F("fact__question"), "help": F("fact__help")}
    return (
        measures.select_related("article__policy", "article__division__parent__parent__parent")
        .prefetch_related("article__policy__issuers")
        .annotate(
            quote_rows=_rows(MeasureQuote.objects, **place),
            criterion_rows=_rows(CriterionRow.objects, **criterion, **fact),
            instrument_rows=_rows(MeasureInstrument.objects.published(), lineage=_LINEAGE),
            ministry_rows=_rows(CompetentMinistry.objects.published(), **_MINISTRY),
            stated_rows=_rows(StatedValue.objects, name=F("name"), value=F("value"), source=F("source")),
            caution_rows=_rows(Caution.objects, text=F("text"), source=F("source")),
        )
    )


def _rows(rows: QuerySet, **members: F | JSONArray) -> ArraySubquery:
    """The rows of a measure in the order of their model."""
    return ArraySubquery(rows.filter(measure=OuterRef("pk")).values(row=JSONObject(**members)))


_MINISTRY = {
    **{name: F(f"ministry__{name}") for name in ("slug", "name", "position")},
    "basis": F("basis"),
    "reason": F("reason"),
}
#: Slug, name and position of an instrument, and of what is above it, and whether it is public.
_LINEAGE = JSONArray(
    *(
        F(f"instrument{above}__{column}")
        for above in ("__parent" * level for level in range(LEVELS))
        for column in ("slug", "name", "position", "is_published")
    )
)


def measure_of(row: SupportMeasure) -> Measure:
    """One of the rows of `with_parts`."""
    article = row.article
    return Measure(
        slug=row.slug,
        force=Force(row.force),
        place=(article.policy_id, article.position, row.position),
        quotes=tuple(Quote(**quote) for quote in row.quote_rows),
        criteria=tuple(map(_criterion, row.criterion_rows)),
        article=article,
        title=row.title,
        promise=row.promise,
        verb=row.verb,
        beneficiaries_note=row.beneficiaries_note,
        questions=tuple(row.everyday_questions),
        instruments=tuple(_instrument(instrument["lineage"]) for instrument in row.instrument_rows),
        ministries=tuple(map(_ministry, row.ministry_rows)),
        stated=_stated(row.stated_rows),
        cautions=tuple(Note(**caution) for caution in row.caution_rows),
        url=row.get_absolute_url(),
        permalink=permanent_identifiers(article).eli,
    )


def _criterion(row: dict) -> Criterion:
    """Without a fact its members are null."""
    known = {name: value for name, value in row.items() if value is not None}
    return Criterion(
        **known | {"role": Role(row["role"]), "aspect": Aspect(row["aspect"]), "values": tuple(row["values"])}
    )


def _instrument(flat: list) -> Instrument:
    steps = zip(flat[::4], flat[1::4], flat[2::4], flat[3::4], strict=True)
    seen = itertools.takewhile(lambda step: step[3], steps)  # a class that is hidden ends the line
    own, *above = [Named(slug, name, position) for slug, name, position, _ in seen]
    return Instrument(own.slug, own.name, own.position, _address("instrument", own.slug), tuple(above))


def _ministry(row: dict) -> Ministry:
    return Ministry(**row | {"basis": Basis(row["basis"]), "url": _address("ministry", row["slug"])})


def _address(kind: str, slug: str) -> str:
    return reverse("articles:entity", args=[kind, slug])


def _stated(rows: list[dict]) -> tuple[Stated, ...]:
    """Each thing that applicants ask of every measure, in one order."""
    known = {row["name"]: row for row in rows}
    return tuple(Stated(**known.get(name.value, {}) | {"name": name}) for name in StatedName)
