"""What readers see of the links: marked words, lists with their basis, related articles, entity pages."""

import re
from collections import defaultdict

import pytest

from articles.links.display import links_of
from articles.links.linker import sources_of
from articles.links.related_articles import related_articles
from articles.models import Entity, Mention
from articles.models.links.evidence import Basis, LinkStatus

KINDS = ["ministries", "goals", "instruments", "documents", "actors", "forces"]


def test_each_named_word_is_marked_where_it_stands(shipped, article):
    for number in range(1, 35):
        shown_article = article(number)
        named = Mention.objects.published().of_article(shown_article).with_basis(Basis.NAMED)
        assert marked_words(links_of(shown_article).blocks) == sorted(
            (mention.entity_id, mention.quote) for mention in named
        )


def marked_words(paragraphs) -> list[tuple[int, str]]:
    """(entity, words) for each mark: joined over the segments that it covers."""
    return sorted(
        (mark.label.pk, "".join(part.text for part in segments[place:] if mark in part.marks))
        for segments in (paragraph.segments for paragraph in paragraphs)
        for place, segment in enumerate(segments)
        for mark in segment.begins
    )


def test_the_page_marks_and_lists_each_kind_with_basis_and_reason(read, article):
    page = read(article(25).get_absolute_url())
    assert "mention--instrument" in page
    assert '<span class="basis basis--named">原文</span><q>免征进口关税和进口环节增值税</q>' in page
    editorial = Mention.objects.of_article(article(25)).with_basis(Basis.EDITORIAL)
    assert editorial.exists()
    assert all(mention.reason in page for mention in editorial)
    assert 'basis--inherited">发文机关' in page
    assert re.search(r'<fieldset class="legend" data-marks>', page)


def test_no_article_claims_to_name_a_ministry(shipped):
    named = Mention.objects.published().of_kind("ministry").with_basis(Basis.NAMED)
    assert {mention.passage for mention in named} == {"issuers"}
    assert [mention.quote for mention in named.in_text_order()] == [
        "工业和信息化部",
        "科　技　部",
        "财　政　部",
        "税 务 总 局",
    ]


def test_every_article_inherits_the_four_issuers_and_has_a_goal_or_an_instrument(shipped, article):
    for number in range(1, 35):
        links = Mention.objects.published().of_article(article(number))
        assert links.with_basis(Basis.INHERITED).count() == 4
        assert links.own().of_kinds(["goal", "instrument"]).exists()


def test_the_notice_is_marked_on_the_page_of_the_policy(read, shipped):
    page = read(shipped.get_absolute_url())
    assert re.search(r'<a class="mention mention--ministry"[^>]*>科　技　部</a>', page)


@pytest.mark.parametrize("kind", KINDS)
def test_each_list_leads_to_each_entity_and_counts_its_articles(read, kind):
    page = read(f"/{kind}/")
    entities = {entity.pk: entity for entity in Entity.objects.published().of_kind(EntityKindName[kind])}
    assert entities
    linked = articles_below(entities)
    counts = dict(re.findall(r'<a href="([^"]+)">[^<]+</a>(?:</span>)?\s*<span class="count">(\d+) 条', page))
    for entity in entities.values():
        assert f'href="{entity.get_absolute_url()}">{entity.name}</a>' in page
        assert int(counts.get(entity.get_absolute_url(), 0)) == len(linked[entity.pk])


def articles_below(entities: dict[int, Entity]) -> dict[int, set[int]]:
    """The articles linked to each entity or to one below it."""
    linked = defaultdict(set)
    mentions = Mention.objects.published().in_articles().of_entities(list(entities))
    for named, article in mentions.values_list("entity", "article"):
        entity: int | None = named
        while entity:
            linked[entity].add(article)
            entity = entities[entity].parent_id
    return linked


EntityKindName = dict(
    zip(KINDS, ["ministry", "goal", "instrument", "document", "actor", "force"], strict=True)
)


def test_an_entity_page_shows_every_quote_in_its_context(read):
    """Of every third entity that words or a judgement link to something: others have none to show."""
    linked = Mention.objects.published().own().entity_ids()
    entities = Entity.objects.published().with_ids(linked).in_order()[::3]
    assert {entity.kind for entity in entities} == set(EntityKindName.values())
    for entity in entities:
        page = read(entity.get_absolute_url())
        named = Mention.objects.published().of_entity(entity).with_basis(Basis.NAMED)
        first_page = named.of_articles(
            {mention.article for mention in named if mention.article and mention.article.position <= 20}
        )
        for mention in first_page:
            assert f">{mention.quote}</mark>" in page
        for mention in Mention.objects.published().of_entity(entity).with_basis(Basis.EDITORIAL)[:5]:
            assert mention.reason in page or entity.mentions.count() > 20


def test_related_articles_say_what_they_share(article):
    related = related_articles(article(12), links_of(article(12)).mentions)
    assert related[0].article == article(16)
    assert "国家产业技术发展指南" in {entity.name for entity in related[0].shared}
    assert article(12) not in [row.article for row in related]
    for row in related:
        theirs = Mention.objects.published().own().of_article(row.article).entity_ids()
        assert {entity.pk for entity in row.shared} <= set(theirs)


def test_what_is_rejected_suggested_or_stale_is_nowhere(read, article):
    mention = Mention.objects.published().of_article(article(20)).of_kind("instrument").first()
    page = read(article(20).get_absolute_url())
    for status in (LinkStatus.REJECTED, LinkStatus.SUGGESTED, LinkStatus.STALE):
        Mention.objects.of_entity(mention.entity).update(status=status)
        hidden = read(article(20).get_absolute_url())
        assert (
            hidden.count(mention.entity.get_absolute_url())
            == 0
            < page.count(mention.entity.get_absolute_url())
        )
        assert "没有条文与它有经过审定的链接" in read(mention.entity.get_absolute_url())


@pytest.mark.parametrize(
    "path",
    ["/goals/nothing/", "/nations/", "/goals/%00/", "/actors/x/y/", "/ministries/../", "/goals/<b>/"],
)
def test_an_unknown_address_is_a_page_in_chinese(client, shipped, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "<html lang=" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "\x00", ""])
def test_any_page_number_shows_a_page(client, shipped, page):
    entity = Entity.objects.get(kind="actor", name="企业")
    assert client.get(entity.get_absolute_url(), {"page": page}).status_code == 200


def test_the_texts_outside_the_articles_are_sources_too(shipped):
    places = [source.passage for source in sources_of(shipped)]
    assert places[:5] == ["title", "addressees", "notice", "issuers", "introduction"]
    assert places[5:] == ["article"] * 34


def test_an_article_of_which_only_the_issuers_are_known_says_that_nothing_is_approved(read, article):
    shown_article = article(30)
    own = Mention.objects.published().of_article(shown_article).exclude(basis=Basis.INHERITED)
    own.update(status="suggested", decided_at=None, decided_by=None)
    page = read(shown_article.get_absolute_url())
    assert "作为发文机关" in page
    assert "本条还没有经过审定的链接" in page
