"""What ships: fixtures that are current, load once, lose no edit and hold the source to the letter."""

import hashlib

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command

from articles.editing import save_article
from articles.importing.shipped.shipped_policies import built_fixtures, load_shipped_content
from articles.importing.shipped.shipped_sources import read_sources
from articles.models import (
    Addressee,
    Article,
    ArticleRevision,
    Division,
    IndexedArticle,
    Issuer,
    LaterRule,
    Mention,
    Policy,
    PolicyRevision,
    Posting,
)
from articles.models.postgres.removal import remove_policy
from articles.search import search
from articles.text.parsing.lines import SourcePassage
from articles.text.parsing.structure import rebuild
from guidance.models import SupportMeasure
from tests.articles.conftest import SHIPPED

FIXTURE = settings.CONTENT_DIR / "policies" / f"{SHIPPED}.json"
CONTENT = (Policy, Issuer, Addressee, Division, Article)
EVERYTHING = (*CONTENT, ArticleRevision, PolicyRevision, IndexedArticle, Posting)


def rows(*models) -> str:
    return "\n".join(serializers.serialize("json", model.objects.order_by("pk")) for model in models)


def test_the_fixtures_are_those_the_sources_give():
    for path, content in built_fixtures().items():
        assert path.read_text("utf-8") == content, path.name


def test_the_command_notices_a_fixture_that_is_not_current(tmp_path, settings):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.toml").write_text('slug = "a"')
    (tmp_path / "source" / "a.txt").write_text("某法\n第一条 甲。\n")
    with pytest.raises(CommandError, match="不是最新"):
        call_command("build_fixtures", check=True)
    call_command("build_fixtures", verbosity=0)
    call_command("build_fixtures", check=True)


def test_the_policy_is_there_with_seven_chapters_and_thirty_four_articles(shipped):
    assert (shipped.title, shipped.document_number) == ("国家产业技术政策", "工信部联科〔2009〕232号")
    assert shipped.divisions.chapters().count() == shipped.divisions.count() == 7
    assert [article.number for article in shipped.articles.in_order()] == list(range(1, 35))


def test_stored_texts_and_listed_removals_rebuild_the_source(shipped):
    """The texts come from the database, the places from the parse."""
    source = next(
        candidate
        for candidate in read_sources(settings.CONTENT_DIR / "source")
        if candidate.facts.slug == SHIPPED
    )
    parsed_policy = source.parse()
    passages = list(parsed_policy.front.passages())
    for row, division in zip(shipped.divisions.order_by("position"), parsed_policy.divisions, strict=True):
        halves = [half for half in (row.title_first, row.title_second) if half]
        passages.append(SourcePassage(division.label.start, row.label))
        passages += [
            SourcePassage(part.start, half) for part, half in zip(division.title_parts, halves, strict=True)
        ]
    for row, article in zip(shipped.articles.in_order(), parsed_policy.articles, strict=True):
        passages += [
            SourcePassage(article.label.start, row.label),
            SourcePassage(article.paragraphs[0].start, row.text),
        ]
    assert rebuild(passages, parsed_policy.removals).encode() == source.text.encode()


def test_stored_hashes_are_those_of_the_source_texts(shipped):
    source = (settings.CONTENT_DIR / "source" / f"{SHIPPED}.txt").read_text("utf-8")
    for article in shipped.articles.all():
        assert article.text in source
        assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()


def test_what_the_source_leaves_out_stays_out(shipped):
    """Traps 16, 17, 58: no date but the signing date, a presumed notice title, an unverified status."""
    assert str(shipped.signed_on) == "2009-05-15"
    assert (shipped.published_on, shipped.effective_on) == (None, None)
    assert shipped.notice_title_presumed
    assert (shipped.status, shipped.get_status_display()) == ("unverified", "待核实")


def test_issuers_stand_in_order_with_printed_short_and_full_names(shipped):
    assert [(i.name, i.official_name) for i in shipped.issuers.all()] == [
        ("工业和信息化部", "中华人民共和国工业和信息化部"),
        ("科技部", "中华人民共和国科学技术部"),
        ("财政部", "中华人民共和国财政部"),
        ("税务总局", "国家税务总局"),
    ]
    assert shipped.issuers.get(name="科技部").printed_name == "科\u3000技\u3000部"


def test_only_articles_without_caption_have_a_short_title(shipped):
    titled = {
        article.number: article.short_title for article in shipped.articles.all() if article.short_title
    }
    assert (
        set(titled)
        == {10, 12}
        == {article.number for article in shipped.articles.all() if not article.heading}
    )


def test_loading_the_fixture_twice_changes_nothing(empty_portal):
    call_command("loaddata", FIXTURE, verbosity=0)
    once = rows(*CONTENT)
    call_command("loaddata", FIXTURE, verbosity=0)
    assert rows(*CONTENT) == once


def test_loading_the_shipped_content_twice_changes_nothing(shipped):
    once = rows(*EVERYTHING)
    assert "保持不变" in load_shipped_content()
    assert rows(*EVERYTHING) == once


def test_loading_again_keeps_an_editors_changes(article):
    edited = article(25)
    edited.text += "\n新增一款。"
    save_article(edited)
    load_shipped_content()
    assert article(25).text.endswith("新增一款。")


def test_the_command_loads_and_indexes_and_says_so(empty_portal, capsys):
    call_command("load_content")
    output = capsys.readouterr().out
    rules = LaterRule.objects.count()
    links, measures = Mention.objects.count(), SupportMeasure.objects.count()
    assert links > Article.objects.count()
    assert measures > 20
    loaded = f"载入 1 件政策，共 34 条；载入 0 个实体、{links} 处链接，{rules} 项后来的规定"
    measured = f"载入 {measures} 项支持措施和限制、0 个判断事项"
    assert output.startswith(f"{loaded}；{measured}；索引完整（34 条）")
    call_command("load_content")
    assert "保持不变" in capsys.readouterr().out


def test_a_policy_that_was_deleted_comes_back_with_its_links(shipped):
    facts_before = link_facts()
    remove_policy(shipped)
    assert not Mention.objects.exists()
    load_shipped_content()
    assert link_facts() == facts_before


def link_facts() -> list[tuple]:
    facts = Mention.objects.values_list(
        "passage", "article__number", "entity__slug", "basis", "quote", "start"
    )
    return sorted(facts, key=str)


def test_the_index_of_a_bare_loaddata_is_made_good(empty_portal):
    call_command("loaddata", SHIPPED, verbosity=0)
    assert search("知识产权", sources=()).count == 0
    call_command("load_content", verbosity=0)
    assert search("知识产权", sources=()).count == 4


def test_a_load_that_fails_leaves_nothing_behind(empty_portal, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("articles.importing.shipped.shipped_policies.record_new_articles", fail)
    with pytest.raises(RuntimeError):
        load_shipped_content()
    assert Policy.objects.count() == Article.objects.count() == 0


def test_every_article_has_a_first_revision_and_is_indexed(shipped):
    assert ArticleRevision.objects.filter(number=1, note="初次载入").count() == 34
    assert PolicyRevision.objects.count() == 1
    assert IndexedArticle.objects.count() == 34
