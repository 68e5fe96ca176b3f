"""Entity pages: which articles they list, how they are linked, as files."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.links.entities.entity_pages import LinkedBy, entity_page, linked_to
from articles.models import Entity, Mention
from articles.models.links.evidence import Basis
from articles.models.postgres.content_versions import one_state
from tests.articles.links.importing import imported


@pytest.fixture
def entity(shipped):
    return lambda kind, slug: Entity.objects.get(kind=kind, slug=slug)


def numbers(page) -> list[int]:
    return [row.article.number for row in page.rows]


def test_an_issuer_that_no_article_names_shows_what_is_judged_first(entity):
    page = entity_page(entity("ministry", "mof"))
    assert page.chosen == LinkedBy.EDITORIAL
    assert numbers(page) == [11, 13, 20, 25]
    assert all(row.editorial and not row.is_named for row in page.rows)
    assert [(choice.value, choice.count) for choice in page.basis_choices] == [
        (LinkedBy.EDITORIAL, 4),
        (LinkedBy.INHERITED, 34),
    ]


def test_the_words_that_a_judgement_rests_on_are_shown_in_their_sentence(entity):
    row = entity_page(entity("ministry", "mof")).rows[-1]
    words = [segment.text for excerpt in row.excerpts for segment in excerpt.segments if segment.marks]
    assert "免征进口关税和进口环节增值税" in words


def test_the_articles_of_an_issuer_are_all_there(entity):
    page = entity_page(entity("ministry", "mof"), basis="inherited", page=2)
    assert page.page.paginator.count == 34
    assert numbers(page) == list(range(21, 35))
    assert not any(row.is_named or row.editorial for row in page.rows)


def test_every_instrument_lists_articles_or_has_none_below_it_either(shipped):
    with one_state():  # as in a request: the versions are read once, not for each instrument
        for entity in Entity.objects.published().of_kind("instrument"):
            below = linked_to(entity).entity_ids
            linked = set(Mention.objects.published().own().of_entities(below).article_ids())
            listed = {row.article.pk for row in entity_page(entity).rows}
            assert listed <= linked
            assert bool(listed) == bool(linked)


def test_what_is_below_is_rolled_up_and_named(entity):
    page = entity_page(entity("instrument", "tax-incentives"))
    assert numbers(page) == [25]
    assert [entity.name for entity in page.rows[0].through] == ["免征进口关税和进口环节增值税"]


def test_unknown_choices_are_the_first(entity):
    assert entity_page(entity("ministry", "mof"), basis="xyz", page="x").chosen == LinkedBy.EDITORIAL


def test_the_table_is_a_file_with_why_each_article_is_in_it(client, entity):
    answer = json.loads(client.get("/ministries/mof.json").content)
    assert [row["label"] for row in answer["quotations"]] == [
        "第十一条",
        "第十三条",
        "第二十条",
        "第二十五条",
    ]
    for row in answer["quotations"]:
        assert {link["name"] for link in row["links"]} == {"财政部"}
        assert any(link["reason"] for link in row["links"])
    assert len(json.loads(client.get("/ministries/mof.json?basis=inherited").content)["quotations"]) == 34
    assert client.get("/ministries/none.json").status_code == 404


def test_the_page_shows_numbers_choices_boxes_files_and_the_feed(client, entity):
    page = client.get("/ministries/mof/").content.decode()
    assert '<caption class="visually-hidden">与财政部有关的条文</caption>' in page
    assert "<strong>4 条</strong>与它具体有关；它是 34 条的发文机关" in page
    assert page.count('name="unit"') == 4
    assert 'href="/ministries/mof.docx?basis=editorial"' in page
    assert 'href="/feeds/ministries/mof/"' in page
    assert "印发通知的落款机关" in client.get("/ministries/mof/?basis=inherited").content.decode()


def test_hidden_links_are_on_no_row(client, entity):
    customs = entity("ministry", "customs")
    before = numbers(entity_page(customs))
    Mention.objects.of_entity(customs).with_basis(Basis.EDITORIAL).update(status="rejected")
    assert before
    assert numbers(entity_page(customs)) == []
    page = client.get(customs.get_absolute_url()).content.decode()
    assert re.search(
        rf'没有条文与它有经过审定的链接。<a href="/search/\?q=[^"]+" rel="nofollow">检索“{customs.name}”',
        page,
    )


def test_many_policies_that_a_body_signed_take_as_many_statements_as_one(entity):
    ministry = entity("ministry", "mof")
    signed = "关于量子的第{}号通知\n一、甲。\n二、乙。\n财政部\n2020年5月{}日\n"
    counts = []
    for days in ([1], [2, 3]):
        imported(*(signed.format("一二三"[day - 1], day) for day in days))
        entity_page(ministry)  # what a process reads once
        with CaptureQueriesContext(connection) as statements:
            page = entity_page(ministry)
        counts.append((len(page.passages), len(statements)))
    assert counts[1][0] == counts[0][0] + 2
    assert counts[1][1] == counts[0][1]
