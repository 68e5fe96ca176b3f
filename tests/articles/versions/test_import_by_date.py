"""Texts of one policy imported in any order: the newest in force is present, the others are its versions."""

from datetime import date
from itertools import permutations

import pytest

from articles.importing.identification.version_order import SAME_DAY, UNDATED
from articles.importing.store import Result
from articles.models import Mention, Policy, Reference
from articles.models.postgres.removal import remove_policy
from articles.search import search
from articles.versions.snapshots import rows_of, snapshot_of, stored_rows
from articles.versions.timeline import NoVersionError, timeline_of
from tests.articles.versions.texts import IN_2021, IN_2023, ORIGINAL, TITLE, day_ahead, outcome_of, text

pytestmark = pytest.mark.django_db


def work() -> Policy:
    return Policy.objects.get(title=TITLE)


def state() -> dict:
    """Everything that readers see of the policy and its versions, without ids and times."""
    policy = work()
    files = policy.source_files.order_by("position").select_related("version")
    return {
        "text": snapshot_of(stored_rows(policy)),
        "note": policy.source_note,
        "slug": policy.slug,
        "versions": [(v.made_on, v.effective_on, v.source, v.snapshot) for v in policy.versions.all()],
        "files": sorted((f.name, f.replaced_at is None, f.version and f.version.made_on) for f in files),
        "articles": [(a.address, a.publication) for a in policy.articles.in_text().in_order()],
        "links": sorted(
            (m.article.address, m.entity.slug, m.quote, m.status)
            for m in Mention.objects.filter(article__in=policy.articles.in_text())
        ),
        "references": sorted(
            (r.article.address, r.quote, r.target and r.target.address)
            for r in Reference.objects.filter(article__in=policy.articles.in_text()).exclude(status="stale")
        ),
        "hits": [hit.article.address for hit in search("智能水表").hits],
    }


def test_any_order_gives_the_same_library(tmp_path):
    texts = {"v15.txt": ORIGINAL, "v21.txt": IN_2021, "v23.txt": IN_2023}
    states = []
    for order in permutations(texts):
        for name in order:
            outcome_of(tmp_path, texts[name], name)
        states.append(state())
        remove_policy(work())
    assert all(state == states[0] for state in states[1:])
    assert "v23.txt" in states[0]["note"]
    assert [str(made_on) for made_on, *_ in states[0]["versions"]] == ["2021-06-01", "2015-03-01"]
    assert states[0]["files"] == [
        ("v15.txt", False, date(2015, 3, 1)),
        ("v21.txt", False, date(2021, 6, 1)),
        ("v23.txt", True, None),
    ]


def test_what_became_of_each_file_is_said(tmp_path):
    results = [
        outcome_of(tmp_path, words).result
        for words in (IN_2021, IN_2023, ORIGINAL, IN_2021, text("2024年1月1日", force=day_ahead(90)))
    ]
    assert results == [
        Result.CREATED,
        Result.REVISED,
        Result.ARCHIVED,
        Result.UNCHANGED,
        Result.ANNOUNCED,
    ]


def test_an_older_text_touches_neither_articles_nor_links_nor_revisions(tmp_path):
    outcome_of(tmp_path, IN_2023)
    policy = work()
    before = (
        list(policy.articles.values()),
        list(Mention.objects.values()),
        list(Reference.objects.values()),
        policy.revisions.count(),
        list(Policy.objects.filter(pk=policy.pk).values()),
    )
    outcome_of(tmp_path, IN_2021)
    assert before == (
        list(policy.articles.values()),
        list(Mention.objects.values()),
        list(Reference.objects.values()),
        policy.revisions.count(),
        list(Policy.objects.filter(pk=policy.pk).values()),
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_text_that_is_not_yet_in_force_does_not_replace_one_that_is(tmp_path, order):
    texts = [IN_2021, text("2024年1月1日", meters="远传水表", force=day_ahead(90))]
    for place in order:
        outcome_of(tmp_path, texts[place], f"{place}.txt")
    assert (work().amended_on, work().articles.get(address="2").text[-4:]) == (date(2021, 6, 1), "能水表。")
    (announced,) = work().versions.all()
    assert announced.made_on == date(2024, 1, 1)
    assert [version.is_current for version in timeline_of(work().slug).versions] == [False, True]


def test_another_text_of_the_same_day_corrects_the_version_and_is_reported(tmp_path):
    outcome_of(tmp_path, IN_2021)
    outcome_of(tmp_path, IN_2023)
    corrected = outcome_of(tmp_path, IN_2023.replace("每年", "每两年"))
    assert (corrected.result, corrected.doubts[-1].text) == (Result.REVISED, SAME_DAY.format("2023-09-01"))
    older = outcome_of(tmp_path, IN_2021.replace("旧条", "旧的一条"))
    assert (older.result, older.doubts[-1].text) == (Result.ARCHIVED, SAME_DAY.format("2021-06-01"))
    (version,) = work().versions.all()
    assert "旧的一条。" in [unit["text"] for unit in version.snapshot["units"]]


def test_of_texts_without_dates_the_last_one_imported_is_present_and_the_doubt_is_reported(tmp_path):
    undated = f"{TITLE}\n第一条 无日期的文本。\n第二条 乙。\n"
    outcome_of(tmp_path, IN_2021)
    outcome = outcome_of(tmp_path, undated)
    assert (outcome.result, outcome.doubts[-1].text) == (Result.REVISED, UNDATED)
    assert work().articles.get(number=1).text == "无日期的文本。"
    assert [version.made_on for version in work().versions.all()] == [date(2021, 6, 1)]
    assert outcome_of(tmp_path, undated.replace("乙", "丙")).doubts[-1].text == UNDATED
    assert outcome_of(tmp_path, IN_2023).doubts[-1].text == UNDATED
    assert [version.key[:7] for version in timeline_of(work().slug).versions] == [
        "2023-09",
        "2021-06",
        "undated",
    ]


def test_files_of_the_same_words_are_of_one_version_whatever_dates_they_state(tmp_path):
    outcome_of(tmp_path, IN_2023)
    _, body = IN_2023.split("）\n", 1)
    outcome = outcome_of(tmp_path, f"{TITLE}\n{body}")
    assert (outcome.result, outcome.doubts) == (Result.UNCHANGED, ())
    assert (work().amended_on, work().versions.count()) == (date(2023, 9, 1), 0)


def test_a_version_can_be_written_back_to_rows_as_it_was(tmp_path):
    outcome_of(tmp_path, IN_2021)
    stored = snapshot_of(stored_rows(work()))
    outcome_of(tmp_path, IN_2023)
    version = work().versions.get()
    assert snapshot_of(rows_of(version.snapshot, work())) == stored


def test_a_new_version_takes_over_no_date_of_the_text_before_it(tmp_path):
    stated = IN_2021.replace(TITLE, f"{TITLE}\n公布日期：2021年6月2日", 1)
    outcome_of(tmp_path, stated)
    outcome_of(tmp_path, IN_2023)
    assert (work().published_on, work().amended_on) == (None, date(2023, 9, 1))


def test_a_revised_regulation_is_found_by_the_order_that_published_it_first(tmp_path):
    first = "某某管理条例\n（1994年2月1日国务院令第142号公布）\n第一条 甲。\n第二条 乙。\n"
    second = (
        "中华人民共和国国务院令\n第907号\n\n现公布修订后的《某某管理条例》，自2024年5月1日起施行。\n\n"
        "总理　某某\n2024年3月1日\n\n某某管理条例\n（1994年2月1日中华人民共和国国务院令第142号发布　"
        "2024年3月1日中华人民共和国国务院令第907号修订）\n\n第一条 甲。\n第二条 丙。\n"
    )
    for order in ((first, second), (second, first)):
        for words in order:
            outcome_of(tmp_path, words)
        policy = Policy.objects.get(title="某某管理条例")
        assert policy.articles.get(number=2).text == "丙。"
        assert policy.versions.count() == 1
        remove_policy(policy)


def test_the_timeline_says_which_text_was_in_force_and_which_dates_are_held(tmp_path):
    for words in (ORIGINAL, IN_2021, IN_2023):
        outcome_of(tmp_path, words)
    timeline = timeline_of(work().slug)
    on = {day: timeline.on(date.fromisoformat(day)).key for day in ("2015-05-01", "2022-01-01", "2030-01-01")}
    assert on == {"2015-05-01": "2015-03-01", "2022-01-01": "2021-06-01", "2030-01-01": "2023-09-01"}
    assert [str(version.until) for version in timeline.versions] == ["None", "2023-09-01", "2021-06-01"]
    with pytest.raises(NoVersionError, match=r"2021年6月1日.*2015年3月1日（2015年5月1日起施行）"):
        timeline.on(date(2014, 1, 1))
