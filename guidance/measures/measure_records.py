"""A measure as one record: what the data files hold, what a revision keeps, what restoring writes back.

The names are those of fixtures/guidance/measures/*.toml. A quote is text as `quote_notation` reads it
(政府采购#2), or in revisions {"quote", "start"}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import models, transaction

from articles.models import Article, Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.review.refusals import Refusal
from articles.text.citing.quoting.quote_notation import QuoteError, locate, nearest
from guidance.matching.measure_choices import Aspect, Purpose, Role, StatedName
from guidance.models import (
    ArticleWithoutMeasure,
    Caution,
    CompetentMinistry,
    Criterion,
    Fact,
    MeasureInstrument,
    MeasureQuote,
    MeasureRevision,
    MeasureStatus,
    StatedValue,
    SupportMeasure,
)
from guidance.models.criterion import values_allowed

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The key of a condition, and what it looks at.
_CONDITIONS = {
    "fact": Aspect.FACT,
    "size": Aspect.SIZE,
    "ownership": Aspect.OWNERSHIP,
    "multinational": Aspect.MULTINATIONAL,
    "sector": Aspect.SECTOR,
    "activity": Aspect.ACTIVITY,
    "kind": Aspect.KIND,
}
_PLAIN = ("title", "promise", "force", "benefit", "verb", "beneficiaries_note")


class MeasureRecordError(Refusal):
    """A record that is no measure of its article; the message says in Chinese what is wrong."""


@transaction.atomic
def write_measure(measure: SupportMeasure, record: Mapping) -> SupportMeasure:
    """Give `measure` (its article and status are set) the content of `record`, in place of what it had.

    Raises MeasureRecordError; nothing is written then.
    """
    measure.purpose = record.get("purpose", Purpose.SUPPORT)
    refuse_reason(measure)
    for name in _PLAIN:
        setattr(measure, name, record.get(name, ""))
    measure.serves = bool(record.get("serves"))
    measure.implements = _implemented_measure(record.get("implements", ""))
    measure.questions = "\n".join(record.get("questions", ()))
    if not any(measure.verb in _words(quote) for quote in record["quotes"]):
        raise MeasureRecordError(f"动词“{measure.verb}”不在措施原文之内")
    measure.save()
    _store(MeasureQuote, measure, _quotes(measure, record["quotes"]))
    _store(Criterion, measure, _criteria(measure, record))
    _store(MeasureInstrument, measure, _instruments(measure, record["instruments"]))
    _store(CompetentMinistry, measure, _ministries(measure, record.get("ministries", ())))
    _store(StatedValue, measure, _stated_values(measure, record))
    _store(Caution, measure, _cautions(measure, record.get("notes", ())))
    return SupportMeasure.objects.get(pk=measure.pk)


def _store(model: type[models.Model], measure: SupportMeasure, rows: list) -> None:
    """Store the rows in place of those of the measure; rows that stay the same are not written again."""
    stored = model._default_manager.filter(measure=measure).order_by("pk")
    if [*map(_content, stored)] != [*map(_content, rows)]:
        stored.delete()
        model._default_manager.bulk_create(rows)


def _content(row: models.Model) -> list:
    """What a row says: all but its own number."""
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key]


def refuse_reason(measure: SupportMeasure) -> None:
    """Refuse a measure of an article that is marked as having none. Raises MeasureRecordError.

    A limit gives nothing: it may stand beside the reason.
    """
    reason = ArticleWithoutMeasure.objects.of_article(measure.article).first()
    if reason and not measure.is_limit and measure.status != MeasureStatus.WITHDRAWN:
        raise MeasureRecordError(
            f"{measure.article.label}写明“没有措施”（{reason.reason}），请先删去这条理由"
        )


def record_of(measure: SupportMeasure) -> dict:
    """The stored content of a measure as a record."""
    return record_of_stored(SupportMeasure.objects.with_rows().get(pk=measure.pk))


def record_of_stored(stored: SupportMeasure) -> dict:
    """The same of a measure that has just been read `with_rows`: whoever reads many reads them together."""
    criteria = list(stored.criteria.all())
    record = {name: getattr(stored, name) for name in _PLAIN}
    return {
        **record,
        "purpose": stored.purpose,
        "article": stored.article.address,
        "policy": stored.article.policy.slug,
        "slug": stored.slug,
        "position": stored.position,
        "status": stored.status,
        "questions": stored.everyday_questions,
        "serves": stored.serves,
        "implements": stored.implements.slug if stored.implements else "",
        "quotes": [_notation(row) for row in stored.quotes.all()],
        "instruments": [row.instrument.slug for row in stored.measure_instruments.all()],
        "beneficiaries": [
            {"kind": value, "quote": _notation(row)}
            for row in criteria
            if row.role == Role.BENEFICIARY
            for value in row.values
        ],
        "activities": [
            {"code": value, "quote": _notation(row)}
            for row in criteria
            if row.role == Role.ACTIVITY
            for value in row.values
        ],
        "conditions": [_condition_record(row) for row in criteria if row.role == Role.CONDITION],
        "ministries": [
            {"ministry": row.ministry.slug, "basis": row.basis, "reason": row.reason}
            | ({"only_if": row.only_if.code} if row.only_if else {})
            for row in stored.competent.all()
        ],
        "notes": [{"text": row.text, "source": row.source} for row in stored.cautions.all()],
        **{row.name: {"value": row.value, "source": row.source} for row in stored.stated_values.all()},
    }


@transaction.atomic
def keep_measure(
    measure: SupportMeasure, *, by: User | None = None, note: str = ""
) -> MeasureRevision | None:
    """Keep the stored state of a measure as a revision; None when the latest says the same."""
    SupportMeasure.objects.locked().get(pk=measure.pk)
    return MeasureRevision.keep(measure, {"record": record_of(measure)}, by=by, note=note)


@transaction.atomic
def change_status(measure: SupportMeasure, status: str, *, by: User | None = None, note: str = "") -> None:
    """Give a measure another status; what it was and what it is are kept as revisions."""
    SupportMeasure.objects.locked().get(pk=measure.pk)
    before = {"record": record_of(measure)}
    MeasureRevision.keep(measure, before, note="编辑之前的内容")
    measure.status = status
    refuse_reason(measure)
    measure.save(update_fields=["status"])
    MeasureRevision.keep(measure, {"record": before["record"] | {"status": status}}, by=by, note=note)


@transaction.atomic
def restore_record(
    measure: SupportMeasure, record: Mapping, *, by: User | None = None, note: str = ""
) -> SupportMeasure:
    """Bring a measure back to what a revision said, as a new one; its status if the record has it.

    Raises MeasureRecordError where the article no longer has the words.
    """
    keep_measure(measure, note="恢复之前的内容")
    measure.status = record.get("status", measure.status)
    measure.position = record["position"]
    restored = write_measure(measure, record)
    keep_measure(restored, by=by, note=note)
    return restored


def place(article: Article, notation: str | Mapping) -> dict:
    """The fields of a quote in `article`: quote, start, end. Raises MeasureRecordError.

    Of a remembered place, what counts is where it was: the nearest words are meant.
    """
    if isinstance(notation, str):
        quote = notation
    else:
        start, quote = notation["start"], notation["quote"]
        if span := nearest(article.text, quote, start=start):
            return {"quote": quote, "start": span[0], "end": span[1]}
    try:
        (start, end), *others = locate(article.text, quote)
    except QuoteError as error:
        raise MeasureRecordError(f"{article.label}：{error}") from None
    if others:
        raise MeasureRecordError(f"{article.label}：“{quote}”须写明第几处")
    return {"quote": article.text[start:end], "start": start, "end": end}


def _words(notation: str | Mapping) -> str:
    return notation.partition("#")[0] if isinstance(notation, str) else notation["quote"]


def _notation(row: MeasureQuote | Criterion) -> dict | str:
    return {"quote": row.quote, "start": row.start} if row.quote else ""


def _implemented_measure(slug: str) -> SupportMeasure | None:
    return SupportMeasure.objects.with_slugs([slug]).first() if slug else None


def _quotes(measure: SupportMeasure, quotes: Iterable) -> list[MeasureQuote]:
    return [
        MeasureQuote(measure=measure, position=number, **place(measure.article, quote))
        for number, quote in enumerate(quotes, start=1)
    ]


def _criteria(measure: SupportMeasure, record: Mapping) -> list[Criterion]:
    rows = [
        *(
            (Role.BENEFICIARY, Aspect.KIND, [beneficiary["kind"]], beneficiary)
            for beneficiary in record.get("beneficiaries", ())
        ),
        *(
            (Role.ACTIVITY, Aspect.ACTIVITY, [activity["code"]], activity)
            for activity in record.get("activities", ())
        ),
        *(
            (Role.CONDITION, *_aspect_and_values(condition), condition)
            for condition in record.get("conditions", ())
        ),
    ]
    return [_criterion(measure, number, *row) for number, row in enumerate(rows, start=1)]


def _aspect_and_values(condition: Mapping) -> tuple[Aspect, list[str]]:
    """What a condition looks at and the values that meet it; a fact's code stands in place of values."""
    keys = [key for key in _CONDITIONS if key in condition]
    if len(keys) != 1:
        raise MeasureRecordError(f"条件“{_words(condition.get('quote', ''))}”须写明一项看什么")
    value = condition[keys[0]]
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return _CONDITIONS[keys[0]], [value] if isinstance(value, str) else list(value)


def _criterion(
    measure: SupportMeasure, number: int, role: Role, aspect: Aspect, values: list[str], record: Mapping
) -> Criterion:
    fact = _fact(values[0]) if aspect == Aspect.FACT else None
    if fact is None and (wrong := set(values) - values_allowed(aspect)):
        raise MeasureRecordError(f"{measure.slug}：没有这样的值：{'、'.join(sorted(wrong))}")
    quote = place(measure.article, record["quote"]) if record.get("quote") else {}
    return Criterion(
        measure=measure,
        role=role,
        aspect=aspect,
        values=[] if fact else values,
        fact=fact,
        position=number,
        **quote,
    )


def _fact(code: str) -> Fact:
    fact = Fact.objects.coded([code]).first()
    if fact is None:
        raise MeasureRecordError(f"没有代码为 {code} 的判断事项")
    return fact


def _condition_record(row: Criterion) -> dict:
    key = next(key for key, aspect in _CONDITIONS.items() if aspect == row.aspect)
    return {key: row.fact.code if row.fact else list(row.values), "quote": _notation(row)}


def _instruments(measure: SupportMeasure, slugs: Iterable[str]) -> list[MeasureInstrument]:
    instruments = _entities(EntityKind.INSTRUMENT, slugs)
    return [
        MeasureInstrument(measure=measure, instrument=instrument, position=number)
        for number, instrument in enumerate(instruments, start=1)
    ]


def _ministries(measure: SupportMeasure, rows: Sequence[Mapping]) -> list[CompetentMinistry]:
    ministries = _entities(EntityKind.MINISTRY, [row["ministry"] for row in rows])
    return [
        CompetentMinistry(
            measure=measure,
            ministry=ministry,
            basis=row["basis"],
            reason=row.get("reason", ""),
            only_if=_fact(row["only_if"]) if row.get("only_if") else None,
            position=number,
        )
        for number, (ministry, row) in enumerate(zip(ministries, rows, strict=True), start=1)
    ]


def _entities(kind: EntityKind, slugs: Iterable[str]) -> list[Entity]:
    """The entities of these names, read at once, in this order."""
    slugs = list(slugs)
    by_slug = {entity.slug: entity for entity in Entity.objects.of_kind(kind).with_slugs(slugs)}
    for slug in slugs:
        if slug not in by_slug or by_slug[slug].is_group:
            raise MeasureRecordError(f"{kind.label} {slug} {'只是分类' if slug in by_slug else '不存在'}")
    return [by_slug[slug] for slug in slugs]


def _cautions(measure: SupportMeasure, notes: Iterable[Mapping]) -> list[Caution]:
    return [
        Caution(measure=measure, position=number, text=note["text"], source=note["source"])
        for number, note in enumerate(notes, start=1)
    ]


def _stated_values(measure: SupportMeasure, record: Mapping) -> list[StatedValue]:
    return [
        StatedValue(measure=measure, name=name, value=record[name]["value"], source=record[name]["source"])
        for name in StatedName.values
        if name in record
    ]
