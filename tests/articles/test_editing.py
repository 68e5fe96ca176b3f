"""Editing keeps what was, and content, revision and index change together or not at all."""

import pytest
from django.contrib.auth import get_user_model

from articles.editing import keep_entity, keep_policy, save_article
from articles.importing.prepare import prepare
from articles.importing.readers import SourceText
from articles.importing.store import import_prepared
from articles.links.entities.entity_names import matchers
from articles.models import Article, Entity, Policy, Reference
from articles.review.publication import publish_policies
from articles.search import search
from tests.articles.links.importing import imported


def edited(article: Article, text: str) -> Article:
    article.heading, article.text = "", text
    return article


def numbers(query: str) -> list[int]:
    return [hit.article.number for hit in search(query).hits]


def test_an_edit_keeps_the_earlier_text_and_says_who_and_why(article):
    editor = get_user_model().objects.create(username="editor")
    before = article(5).text
    revision = save_article(edited(article(5), "改后的条文。"), by=editor, note="勘误")
    assert (revision.number, revision.created_by, revision.note) == (2, editor, "勘误")
    assert revision.text == "改后的条文。"
    assert article(5).revisions.get(number=1).text == before


def test_saving_without_a_change_makes_no_revision(article):
    assert save_article(article(5)) is None
    assert article(5).revisions.count() == 1


def test_a_change_made_behind_the_portals_back_is_kept_before_the_next_edit(article):
    article(5).revisions.all().delete()
    before = article(5).text
    save_article(edited(article(5), "改后的条文。"))
    assert [r.text for r in article(5).revisions.order_by("number")] == [before, "改后的条文。"]


def test_an_edit_is_found_at_the_very_next_query_and_the_old_words_are_not(article):
    assert numbers("标龄") == [18]
    save_article(edited(article(18), "推广量子计算。"))
    assert numbers("标龄") == []
    assert numbers("量子计算") == [18]


def test_an_edit_whose_index_fails_does_not_happen(article, monkeypatch):
    def fail(article):
        raise RuntimeError

    monkeypatch.setattr("articles.editing.index_article", fail)
    with pytest.raises(RuntimeError):
        save_article(edited(article(5), "改后的条文。"))
    assert article(5).text != "改后的条文。"
    assert article(5).revisions.count() == 1


def test_a_policys_own_data_is_kept_whole(shipped):
    shipped.status, shipped.status_basis = "repealed", "某公告"
    shipped.save()
    shipped.issuers.get(position=4).delete()
    revision = keep_policy(shipped, note="废止")
    assert (revision.number, revision.snapshot["status"]) == (2, "repealed")
    assert len(revision.snapshot["issuers"]) == 3
    first = shipped.revisions.get(number=1).snapshot
    assert (len(first["issuers"]), len(first["divisions"]), first["signed_on"]) == (4, 7, "2009-05-15")


class TestDocumentsThatCiteIt:
    """What others cite follows title, number and publication of a policy, and nothing else of it."""

    CITED = "某省政府关于促进量子的意见\n2019年5月4日某省政府公布\n第一条 甲。\n第二条 乙。\n"
    CITING = "某省量子办法\n2020年5月4日某省政府公布\n第一条 按照《{}》第二条执行。\n第二条 丙。\n"

    def saved(self, policy: Policy, **values: object) -> None:
        for name, value in values.items():
            setattr(policy, name, value)
        policy.save()
        keep_policy(policy)

    def test_a_document_that_an_editor_joined_stays_joined_when_another_policy_is_saved(self, shipped):
        policy = imported(self.CITED)["某省政府关于促进量子的意见"]
        named = Entity.objects.create(kind="document", slug="q", name="量子意见（旧称）", policy=policy)
        self.saved(shipped, source_note="另一来源")
        named.refresh_from_db()
        assert named.policy == policy

    def test_a_new_title_is_cited_and_the_former_no_longer_is(self, shipped):
        cited, *_ = imported(self.CITED, self.CITING.format("某省政府关于促进量子的意见")).values()
        reference = Reference.objects.get(document__name=cited.title)
        assert reference.target == cited.articles.get(number=2)
        for title, target in (("某省政府关于量子的意见", None), (cited.title, reference.target)):
            self.saved(cited, title=title)
            reference.refresh_from_db()
            assert reference.target == target

    def test_of_two_policies_of_a_title_the_one_that_keeps_it_is_meant(self, shipped):
        numbered = [self.CITED.replace("2019年5月4日某省政府公布", f"某政〔2019〕{n}号") for n in (5, 6)]
        imported(self.CITING.format("某省政府关于促进量子的意见"))
        same_title, renamed = (imported(text)["某省政府关于促进量子的意见"] for text in numbered)
        document = Entity.objects.get(name=same_title.title)
        assert document.policy is None
        self.saved(renamed, title="某省政府关于促进量子的另一意见")
        document.refresh_from_db()
        assert document.policy == same_title

    def test_a_draft_is_meant_by_a_name_without_its_issuer_once_it_is_public(self, shipped):
        imported(self.CITING.format("关于促进量子的意见"))
        draft = import_prepared(prepare(SourceText("a.txt", "txt", self.CITED), matchers()), is_draft=True)
        reference = Reference.objects.get(document__name="关于促进量子的意见")
        assert reference.target is None
        publish_policies([draft.policy])
        reference.refresh_from_db()
        assert reference.target == draft.policy.articles.get(number=2)

    def test_an_alias_that_is_a_title_joins_the_document(self, shipped):
        policy = imported(self.CITED)["某省政府关于促进量子的意见"]
        named = Entity.objects.create(kind="document", slug="q", name="量子意见（旧称）")
        keep_entity(named)
        named.aliases.create(name=policy.title)
        keep_entity(named)
        named.refresh_from_db()
        assert named.policy == policy


def test_keeping_an_unchanged_policy_makes_no_revision(shipped):
    assert keep_policy(shipped) is None
