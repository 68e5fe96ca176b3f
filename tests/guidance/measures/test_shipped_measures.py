"""The measures that ship reach a portal that holds their former content; what editors did stays."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from articles.models import ShippedFile
from guidance.measures.measure_records import keep_measure, record_of, write_measure
from guidance.measures.shipped_measures import folder, load_shipped_measures
from guidance.models import ArticleWithoutMeasure, MeasureStatus, SupportMeasure
from tests.articles.conftest import SHIPPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_ship(tmp_path, settings) -> None:
    """Of the file that ships, what it says of articles 23 and 33: the other fifty are loaded the same way."""
    whole = (folder() / "measures" / f"{SHIPPED}.toml").read_text("utf-8")
    _, *entries = re.split(r"(?m)^(?=\[\[(?:measure|limit|without)\]\]$)", whole)
    few = [entry for entry in entries if re.search(r'^article = "(?:23|33)"$', entry, re.MULTILINE)]
    assert {entry.split("\n")[0] for entry in few} == {"[[measure]]", "[[limit]]", "[[without]]"}
    facts = (folder() / "facts.toml").read_text("utf-8")
    settings.CONTENT_DIR = tmp_path
    (folder() / "measures").mkdir(parents=True)
    (folder() / "measures" / f"{SHIPPED}.toml").write_text("".join(few), "utf-8")
    (folder() / "facts.toml").write_text(facts, "utf-8")


@pytest.fixture
def former(shipped):
    """The portal before 'stock-options' had a condition and before there were limits in article 23."""
    measure = SupportMeasure.objects.get(slug="stock-options")
    measure.revisions.all().delete()
    keep_measure(write_measure(measure, former_record(measure)), note="初次载入")
    for limit in SupportMeasure.objects.limits().of_article(shipped.articles.get(number=23)):
        for name in ("quotes", "criteria", "measure_instruments", "competent", "cautions", "revisions"):
            getattr(limit, name).all().delete()
        limit.delete()
    ShippedFile.objects.forget("guidance")
    return measure


def former_record(measure: SupportMeasure) -> dict:
    return {
        **record_of(measure),
        "conditions": [],
        "promise": "国家支持企业对主要技术骨干实施期权等激励措施。",
    }


def stored_record(slug: str) -> dict:
    return record_of(SupportMeasure.objects.get(slug=slug))


def test_what_nobody_touched_follows_the_file_and_keeps_a_revision(few_ship, former):
    load_shipped_measures()
    now = stored_record("stock-options")
    assert [row["fact"] for row in now["conditions"]] == ["key_technical_staff"]
    assert now["promise"] == "企业用期权等办法激励主要技术骨干，国家会支持。"
    assert [row.note for row in former.revisions.order_by("number")] == ["初次载入", "随门户更新"]


def test_what_an_editor_changed_stays_as_it_is(few_ship, former):
    keep_measure(
        write_measure(former, {**former_record(former), "title": "骨干期权"}),
        by=User.objects.create_user("editor"),
        note="后台编辑",
    )
    before = stored_record("stock-options")
    assert "编辑改过的 1 项没有动" in load_shipped_measures()
    assert stored_record("stock-options") == before


def test_what_an_editor_withdrew_is_not_brought_back(few_ship, former):
    former.status = MeasureStatus.WITHDRAWN
    former.save()
    keep_measure(former, by=User.objects.create_user("editor"), note="撤下")
    load_shipped_measures()
    assert stored_record("stock-options")["status"] == "withdrawn"


def test_new_limits_come_in_beside_the_reason_that_there_is_no_measure(few_ship, former, shipped):
    load_shipped_measures()
    article = shipped.articles.get(number=23)
    limits = SupportMeasure.objects.of_article(article).published()
    assert {limit.purpose for limit in limits} == {"limit"}
    assert len(limits) == 2
    assert ArticleWithoutMeasure.objects.of_article(article).exists()


def test_a_second_start_changes_nothing(former):
    load_shipped_measures()
    before = {measure.slug: measure.revisions.count() for measure in SupportMeasure.objects.all()}
    assert load_shipped_measures().endswith("已在库中")
    ShippedFile.objects.forget("guidance")
    load_shipped_measures()
    assert {measure.slug: measure.revisions.count() for measure in SupportMeasure.objects.all()} == before


def test_a_limit_that_becomes_a_support_is_refused_beside_the_reason(shipped):
    limit = SupportMeasure.objects.limits().of_article(shipped.articles.get(number=23)).first()
    with pytest.raises(IntegrityError, match="reason why it has none"), transaction.atomic():
        SupportMeasure.objects.with_ids([limit.pk]).update(purpose="support")


def test_a_reason_may_be_written_beside_limits_and_not_beside_measures(shipped):
    ArticleWithoutMeasure.objects.all().delete()
    ArticleWithoutMeasure.objects.create(article=shipped.articles.get(number=23), reason="只有限制。")
    with pytest.raises(IntegrityError, match="reason why it has none"), transaction.atomic():
        ArticleWithoutMeasure.objects.create(article=shipped.articles.get(number=24), reason="没有。")


def test_the_check_passes_what_ships_and_names_a_note_without_criterion(tmp_path, settings, capsys):
    call_command("check_measures")
    assert "52 项" in capsys.readouterr().out
    folder = tmp_path / "guidance" / "measures"
    folder.mkdir(parents=True)
    note = '{ text = "限于骨干，不是全体员工。", source = "原文" }'
    (folder / "some-policy.toml").write_text(f'[[measure]]\nslug = "shares"\nnotes = [{note}]\n', "utf-8")
    settings.CONTENT_DIR = tmp_path
    with pytest.raises(CommandError, match="shares：“限于骨干"):
        call_command("check_measures")
