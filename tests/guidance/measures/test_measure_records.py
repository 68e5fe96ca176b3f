"""Measures in the database: written from records, held to their words, following an edited article."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.editing import save_article
from guidance.measures.measure_records import (
    MeasureRecordError,
    keep_measure,
    record_of,
    restore_record,
    write_measure,
)
from guidance.models import Fact, MeasureQuote, MeasureStatus, StatedValue, SupportMeasure
from guidance.models.catalogue import read_measures

LAW = """某促进法
第一章 总则
第一条 支持中小企业研发。对承担专项的企业，进口国内不能生产的仪器免征关税。
第二条 鼓励企业引进人才。
"""
RECORD = {
    "title": "承担专项的企业进口仪器免税",
    "promise": "承担专项的企业进口国内不能生产的仪器，免征关税。",
    "quotes": ["对承担专项的企业，进口国内不能生产的仪器免征关税"],
    "instruments": ["tax-incentives-t"],
    "force": "rigid",
    "verb": "免征",
    "beneficiaries": [{"kind": "enterprise", "quote": "企业#2"}],
    "activities": [{"code": "goods_import", "quote": "进口国内不能生产的仪器"}],
    "conditions": [
        {"fact": "on_project", "quote": "承担专项的企业"},
        {"size": ["small"], "quote": "中小企业"},
    ],
    "ministries": [{"ministry": "ministry-t", "basis": "editorial", "reason": "主管关税。"}],
    "notes": [{"text": "普通设备不在此列。", "source": "第一条所列范围"}],
    "amount": {"value": "全部关税", "source": "第一条“免征关税”"},
    "questions": ["进口仪器免税吗"],
}


@pytest.fixture
def measure(import_text):
    from articles.models import Entity

    policy = import_text("t-law", LAW)
    Entity.objects.create(kind="instrument", slug="tax-incentives-t", name="税收优惠甲")
    Entity.objects.create(kind="ministry", slug="ministry-t", name="某部甲")
    Fact.objects.create(code="on_project", question="是否承担专项？")
    article = policy.articles.for_reading().get(number=1)
    row = SupportMeasure(slug="t-exempt", article=article, status=MeasureStatus.PUBLISHED)
    return write_measure(row, RECORD)


OTHER_PARTS = {
    "quotes": ["进口国内不能生产的仪器免征关税"],
    "instruments": ["other-instrument-t"],
    "activities": [{"code": "rd", "quote": "进口国内不能生产的仪器"}],
    "conditions": [RECORD["conditions"][0], {"size": ["micro"], "quote": "中小企业"}],
    "ministries": [{"ministry": "ministry-t", "basis": "editorial", "reason": "别的理由。"}],
    "notes": [{"text": "普通设备也在此列。", "source": "第一条所列范围"}],
    "amount": {"value": "一半关税", "source": "第一条“免征关税”"},
}


@pytest.mark.parametrize("part", OTHER_PARTS)
def test_a_part_that_says_something_else_is_written_and_the_others_stay_as_they_are(measure, part):
    """As many rows as before, with another content."""
    from articles.models import Entity

    Entity.objects.create(kind="instrument", slug="other-instrument-t", name="税收优惠乙")
    before, rows = record_of(measure), part_ids(measure)
    changed = write_measure(measure, RECORD | {part: OTHER_PARTS[part]})
    after, now = record_of(changed), part_ids(changed)
    assert {name for name in before if before[name] != after[name]} == {part}
    assert sum(now[name] != rows[name] for name in rows) == 1


def part_ids(measure: SupportMeasure) -> dict[str, list[int]]:
    names = ("quotes", "criteria", "measure_instruments", "competent", "stated_values", "cautions")
    return {name: sorted(row.pk for row in getattr(measure, name).all()) for name in names}


def edit(article, text):
    """Edit as the administration does, with the deferred checks of the end of a transaction."""
    article.text, article.heading = text, ""
    save_article(article)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def save_and_check(measure):
    measure.save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_record_is_written_and_read_back(measure):
    (read,) = read_measures(SupportMeasure.objects.with_ids([measure.pk]))
    assert read.words == ("对承担专项的企业，进口国内不能生产的仪器免征关税",)
    assert [(c.role, c.code, c.quote) for c in read.criteria] == [
        ("beneficiary", "kind", "企业"),
        ("activity", "activity", "进口国内不能生产的仪器"),
        ("condition", "fact:on_project", "承担专项的企业"),
        ("condition", "size", "中小企业"),
    ]
    record = record_of(measure)
    assert record["amount"] == {"value": "全部关税", "source": "第一条“免征关税”"}
    assert record_of(write_measure(measure, record)) == record


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quotes": ["支持大企业免征"]}, "原文中没有"),
        ({"quotes": ["企业"], "verb": "企业"}, "有 2 处"),
        ({"verb": "减征"}, "动词"),
        ({"instruments": ["no-such"]}, "不存在"),
        ({"conditions": [{"fact": "no_such", "quote": "中小企业"}]}, "no_such"),
        ({"conditions": [{"size": ["huge"], "quote": "中小企业"}]}, "huge"),
    ],
)
def test_a_wrong_record_is_refused_and_nothing_is_lost(measure, change, words):
    before = record_of(measure)
    with pytest.raises(MeasureRecordError, match=words):
        write_measure(measure, {**RECORD, **change})
    assert record_of(measure) == before


def test_the_database_refuses_words_that_do_not_stand_there(measure):
    row = measure.quotes.all()[0]
    with pytest.raises(IntegrityError, match="does not stand"), transaction.atomic():
        MeasureQuote.objects.filter(pk=row.pk).update(start=row.start + 1, end=row.end + 1)


def test_a_value_without_a_source_is_refused(measure):
    with pytest.raises(IntegrityError, match="stated_value_has_source"), transaction.atomic():
        StatedValue.objects.create(measure=measure, name="deadline", value="每年三月", source="")


def test_quotes_follow_an_edited_article(measure):
    edit(measure.article, "开头。" + measure.article.text)
    moved = SupportMeasure.objects.with_rows().get(pk=measure.pk)
    assert moved.status == MeasureStatus.PUBLISHED
    text = moved.article.text
    rows = [*moved.quotes.all(), *moved.criteria.all()]
    assert all(text[row.start : row.end] == row.quote for row in rows)


def test_a_measure_that_has_lost_its_words_is_offered_no_more(measure):
    edit(measure.article, measure.article.text.replace("免征", "减征"))
    assert not SupportMeasure.objects.published().with_slugs([measure.slug]).exists()
    stale = SupportMeasure.objects.get(pk=measure.pk)
    assert stale.status == MeasureStatus.STALE
    assert stale.quotes.get().quote.endswith("免征关税")  # kept for the editor
    stale.status = MeasureStatus.PUBLISHED
    with pytest.raises(IntegrityError, match="do not stand"), transaction.atomic():
        save_and_check(stale)


def test_an_earlier_state_comes_back(measure):
    first = keep_measure(measure)
    changed = write_measure(measure, {**RECORD, "title": "另一个名称", "amount": RECORD["amount"]})
    assert keep_measure(changed, note="改名").number == 2
    assert keep_measure(changed) is None
    assert restore_record(measure, first.record).title == RECORD["title"]
    assert [row.number for row in measure.revisions.all()] == [3, 2, 1]
