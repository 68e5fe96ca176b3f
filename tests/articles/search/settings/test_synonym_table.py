"""The table of synonyms: what ships loads into it, edits stay, search changes only through a tried draft."""

import pytest
from django.apps import apps

from articles.models import RowRevision, SearchConfiguration, SearchTrial, ShippedFile, SynonymEntry
from articles.search import load_shipped_synonyms, search, table_differs, take_table_from
from articles.search.settings.configuration import configuration, shipped_configuration
from articles.search.trials.trial_runs import run_trial
from articles.text.wording.synonym_tables.synonym_lines import table_text
from articles.text.wording.synonym_tables.synonyms import parse_synonyms
from tests.articles.admin.administering import fields_of
from tests.articles.search.settings.drafts import draft

pytestmark = pytest.mark.usefixtures("shipped")
TABLE = "/admin/articles/synonymentry/"


def form_values(**changes) -> dict[str, str]:
    return {"direction": "one", "weight": "0.5", "is_active": "on", **changes}


def test_what_ships_is_the_table_and_the_table_is_what_ships():
    assert SynonymEntry.objects.count() > 700
    assert table_differs(shipped_configuration().synonyms) == 0
    assert any(entry.note for entry in SynonymEntry.objects.all())


def test_a_word_changes_search_only_when_the_tried_draft_is_published(admin_client):
    admin_client.post(f"{TABLE}add/", form_values(words="奇怪的说法", means="免征", weight="1"))
    assert not search("奇怪的说法").hits
    assert "1 个说法不同" in admin_client.get(TABLE).content.decode()
    page = admin_client.post(f"{TABLE}draft/").url
    run_trial(SearchTrial.objects.get())
    version = SearchConfiguration.objects.get()
    assert str(version.pk) in page
    admin_client.post(f"/admin/articles/searchconfiguration/{version.pk}/publish/")
    assert search("奇怪的说法").hits[0].article.number == 25
    assert "检索用的就是这张表" in admin_client.get(TABLE).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"words": "免税", "scope": "工信部联科〔2009〕232号"}, "里已有"),
        ({"words": "某说法", "weight": "1.5"}, "权重"),
        ({"words": "某说法", "weight": "0"}, "权重"),
        ({"words": "某 → 说法"}, "箭头"),
        ({"words": "、"}, "两边都要有词"),
        ({"words": "# 某"}, "不能以"),
        ({"words": "某+说法", "direction": "both"}, "不能有 +"),
    ],
)
def test_what_is_no_line_is_refused_in_its_form(admin_client, changes, message):
    count = SynonymEntry.objects.count()
    response = admin_client.post(f"{TABLE}add/", form_values(means="免征", **{"words": "x", **changes}))
    assert message in response.content.decode()
    assert SynonymEntry.objects.count() == count


def test_both_ways_are_two_lines():
    SynonymEntry.objects.create(words="甲词", means="乙词", direction="both")
    words = {synonym.word: synonym.means for synonym in parse_synonyms(table_text(
        entry.as_line() for entry in SynonymEntry.objects.all()
    ))}  # fmt: skip
    assert (words["甲词"], words["乙词"]) == ((("乙词",),), (("甲词",),))


def test_the_text_of_the_table_taken_in_again_changes_nothing():
    SynonymEntry.objects.create(words="甲词", means="乙词", direction="both")
    text = table_text(entry.as_line() for entry in SynonymEntry.objects.active())
    count = SynonymEntry.objects.count()
    assert (take_table_from(text), SynonymEntry.objects.count()) == (0, count)


def test_a_release_brings_its_lines_and_leaves_edited_ones(admin_client):
    edited_entry = SynonymEntry.objects.active().first()
    page = f"{TABLE}{edited_entry.pk}/change/"
    admin_client.post(page, {**fields_of(admin_client, page), "means": "另一个用语"})
    dropped_entry, *_ = SynonymEntry.objects.active().shipped()
    SynonymEntry.objects.filter(pk=dropped_entry.pk).update(words="以前随附的", keys=["以前随附的"])
    ShippedFile.objects.forget("vocabularies")
    load_shipped_synonyms()
    edited_entry.refresh_from_db(), dropped_entry.refresh_from_db()
    assert (edited_entry.means, dropped_entry.is_active) == ("另一个用语", False)
    assert SynonymEntry.objects.active().filter(words=dropped_entry.words).count() == 0


def test_a_line_that_a_release_narrows_or_widens_stays_in_use():
    line = SynonymEntry.objects.active().shipped().filter(words__contains="、").first()
    SynonymEntry.objects.filter(pk=line.pk).update(words=f"{line.words}、又一个", keys=[*line.keys, "又一个"])
    ShippedFile.objects.forget("vocabularies")
    assert load_shipped_synonyms() == 1
    assert SynonymEntry.objects.active().filter(words=line.words).count() == 1
    assert table_differs(shipped_configuration().synonyms) == 0


def test_a_line_that_one_release_left_out_comes_back_with_the_next():
    line = SynonymEntry.objects.active().shipped().first()
    SynonymEntry.objects.filter(pk=line.pk).update(is_active=False)
    ShippedFile.objects.forget("vocabularies")
    assert load_shipped_synonyms() == 0
    assert SynonymEntry.objects.get(pk=line.pk).is_active


def test_a_line_whose_word_an_editor_has_explained_meanwhile_does_not_come_back():
    line = SynonymEntry.objects.active().shipped().first()
    SynonymEntry.objects.filter(pk=line.pk).update(is_active=False)
    SynonymEntry.objects.create(words=line.words, means="另一个用语", scope=line.scope)
    ShippedFile.objects.forget("vocabularies")
    load_shipped_synonyms()
    assert [entry.means for entry in SynonymEntry.objects.active().explaining(line.keys)] == ["另一个用语"]


def test_what_editors_take_out_of_use_with_the_whole_table_stays_out():
    line = SynonymEntry.objects.active().shipped().first()
    others = "".join(f"{text}\n" for text in configuration().synonyms.splitlines() if line.words not in text)
    take_table_from(others)
    ShippedFile.objects.forget("vocabularies")
    load_shipped_synonyms()
    assert not SynonymEntry.objects.get(pk=line.pk).is_active


def test_new_lines_of_a_release_change_nothing_where_own_settings_are_in_force():
    SynonymEntry.objects.all().delete()
    SearchConfiguration.objects.filter(pk=draft().pk).update(status="published")
    ShippedFile.objects.forget("vocabularies")
    assert load_shipped_synonyms() > 700
    assert not SynonymEntry.objects.active().exists()


def test_the_table_takes_what_is_in_force_and_loses_nothing():
    SynonymEntry.objects.create(words="自己加的", means="免征")
    count = SynonymEntry.objects.count()
    assert take_table_from(configuration().synonyms) >= 1
    assert table_differs(configuration().synonyms) == 0
    assert (SynonymEntry.objects.count(), SynonymEntry.objects.get(words="自己加的").is_active) == (
        count,
        False,
    )


def test_whoever_changes_the_table_is_told_by_the_history_of_each_entry(admin_user, admin_client):
    entry = SynonymEntry.objects.create(words="自己加的", means="免征")
    selected = {"action": "switch_off", "_selected_action": entry.pk}
    admin_client.post("/admin/articles/synonymentry/", selected)
    admin_client.post("/admin/articles/synonymentry/", {**selected, "action": "switch_on"})
    take_table_from(configuration().synonyms, by=admin_user)
    revisions = (
        RowRevision.of_row(entry).order_by("number").values_list("created_by", "note", "snapshot__is_active")
    )
    by = admin_user.pk
    assert list(revisions) == [
        (None, "编辑之前的内容", True),
        (by, "停用", False),
        (by, "启用", True),
        (by, "改成检索设置里的样子", False),
    ]


def test_an_installation_with_its_own_text_gets_it_as_rows():
    from importlib import import_module

    SynonymEntry.objects.all().delete()
    SearchConfiguration.objects.filter(pk=draft(synonyms="# 自己的\n甲 → 乙\n坏行\n").pk).update(
        status="published"
    )
    import_module("articles.migrations.0052_synonym_entries").take_in_force(apps, None)
    rows = SynonymEntry.objects.values_list("words", "means", "note", "is_active", "keys")
    assert list(rows) == [
        ("甲", "乙", "自己的", True, ["甲"]),
        ("坏行", "？", "读不懂的一行：坏行", False, []),
    ]


def test_a_line_that_a_text_lacks_is_put_out_of_use_as_by_hand(shipped):
    entry, *others = SynonymEntry.objects.active()
    take_table_from(table_text(other.as_line() for other in others))
    changed_before, _ = entry.changed_at, entry.refresh_from_db()
    assert (entry.is_active, entry.origin, entry.changed_at > changed_before) == (False, "edited", True)
