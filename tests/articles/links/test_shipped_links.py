"""The links that ship: what 原文陷阱 and the text itself ask of them, read from the database."""

import pytest

from articles.links.link_checks import link_problems
from articles.links.linker import suggest_links
from articles.models import Entity, Mention, Reference
from articles.models.links.evidence import Basis, LinkStatus

PUBLISHED = {"status": LinkStatus.PUBLISHED}
PUBLIC = {"is_published": True}
ISSUERS = {"工业和信息化部", "科学技术部", "财政部", "国家税务总局"}
HEADINGS = ["提升我国产业的国际竞争力", "满足国民经济和社会发展需要", "增强企业创新能力"]


def quotes(number: int, kind: str, basis: str = Basis.NAMED) -> set[tuple[str, str]]:
    rows = Mention.objects.filter(article__number=number, entity__kind=kind, basis=basis, **PUBLISHED)
    return set(rows.values_list("entity__name", "quote"))


def names(number: int, kind: str, basis: str = Basis.NAMED) -> set[str]:
    return {name for name, _ in quotes(number, kind, basis)}


def test_every_article_has_a_goal_or_an_instrument(shipped):
    for article in shipped.articles.all():
        linked = Mention.objects.of_article(article).filter(**PUBLISHED)
        assert linked.filter(entity__kind__in=("goal", "instrument")).exists(), article.label


def test_every_article_inherits_the_four_issuers_and_names_no_ministry(shipped):
    """Traps 41 and 61: the articles themselves name none."""
    for article in shipped.articles.all():
        assert names(article.number, "ministry") == set()
        assert names(article.number, "ministry", Basis.INHERITED) == ISSUERS, article.label


def test_goals_are_normalised_under_the_headings_of_chapter_one(shipped):
    goals = Entity.objects.filter(kind="goal", mentions__policy=shipped, **PUBLIC).distinct()
    tops = list(goals.filter(parent=None).order_by("position"))
    assert [goal.name for goal in tops] == HEADINGS
    assert [article.heading for article in shipped.articles.in_order()[:3]] == HEADINGS
    below = goals.exclude(parent=None)
    assert 15 <= below.count() <= 25
    assert all(goal.parent in tops for goal in below.select_related("parent"))


def test_every_goal_and_instrument_is_linked_or_groups_others_or_waits_for_a_text_that_names_it(shipped):
    loose = Entity.objects.filter(kind__in=("goal", "instrument"), mentions=None, is_group=False)
    loose = loose.filter(is_searched=False)
    assert list(loose.values_list("name", flat=True)) == []


def test_the_import_tax_exemption_has_its_competent_ministries_with_reasons(shipped):
    rows = Mention.objects.filter(
        article__number=25, entity__kind="ministry", basis=Basis.EDITORIAL, **PUBLISHED
    )
    assert {row.entity.name for row in rows.select_related("entity")} >= {
        "财政部",
        "海关总署",
        "国家税务总局",
    }
    assert all(row.reason for row in rows)


def test_nested_names_are_told_apart(shipped):
    """Traps 44 and 47: 中小企业 is not 企业, 企业技术联盟 is not 技术联盟 beside 企业."""
    assert ("中小企业", "中小企业") in quotes(10, "actor")
    for article in shipped.articles.all():
        rows = Mention.objects.of_article(article).filter(entity__kind="actor", basis="named", **PUBLISHED)
        for row in rows:
            assert article.text[row.start : row.end] == row.quote
            assert row.quote != "企业" or article.text[row.start - 1] not in "小大团"


@pytest.mark.parametrize("number", [12, 16])
def test_one_guide_is_cited_in_two_articles(shipped, number):
    assert ("国家产业技术发展指南", "《国家产业技术发展指南》") in quotes(number, "document")


def test_the_policys_own_name_is_no_citation(shipped):
    """Trap 46."""
    documents = Mention.objects.of_policy(shipped).filter(entity__kind="document", **PUBLISHED)
    assert not documents.filter(quote__contains="国家产业技术政策").exists()
    assert {row.passage for row in documents} == {"article"}


def test_article_fourteen_keeps_its_wording_of_the_laws_name(shipped):
    assert (
        "中华人民共和国促进科技成果转化法",
        "《中华人民共和国科技成果转化法》",
    ) in quotes(14, "document")


def test_an_adverbial_guojia_is_no_actor_and_a_subject_is(shipped):
    """Traps 42 and 43: 国家 as attribute is not marked, 国家将组织统一招标 is."""
    assert "国家" in names(24, "actor")
    for article in shipped.articles.all():
        for row in Mention.objects.of_article(article).filter(quote="国家", basis="named", **PUBLISHED):
            assert article.text[row.end] in "制将加给支", article.label


def test_operative_forces_stand_on_their_verbs(shipped):
    rows = Mention.objects.of_policy(shipped).filter(entity__kind="force", **PUBLISHED)
    assert {row.article.number for row in rows.select_related("article") if row.article} == set(range(1, 35))
    assert not rows.exclude(basis=Basis.NAMED).exists()


def test_the_shipped_links_have_no_faults_and_the_linker_nothing_to_add(shipped):
    assert list(link_problems()) == []
    before = Mention.objects.count(), Reference.objects.count()
    suggest_links(shipped)
    assert (Mention.objects.count(), Reference.objects.count()) == before
    assert not Mention.objects.filter(status__in=(LinkStatus.SUGGESTED, LinkStatus.STALE)).exists()


def test_editorial_links_state_a_reason_and_only_they_may_lack_words(shipped):
    for row in Mention.objects.of_policy(shipped):
        assert bool(row.reason) == (row.basis == Basis.EDITORIAL)
        assert row.quote or row.basis != Basis.NAMED
