"""The names of laws reach the database once, join what was there, and leave what editors decided."""

import pytest

from articles.editing import keep_entity
from articles.links.documents.shipped_laws import load_shipped_laws
from articles.links.linker import suggest_links
from articles.models import Alias, Entity, Mention, Reference, ShippedFile, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.text.citing.naming.titles import title_key

DOCUMENTS = Entity.objects.of_kind(EntityKind.DOCUMENT)


@pytest.fixture
def before(shipped):
    """The database as it was before the names shipped."""
    ShippedFile.objects.filter(path__endswith="laws.toml").delete()
    Succession.objects.filter(predecessor__kind=EntityKind.DOCUMENT).delete()
    Alias.objects.of_kind(EntityKind.DOCUMENT).filter(note__contains="通行简称").delete()


def law_of(name: str) -> Entity:
    return Alias.objects.of_kind(EntityKind.DOCUMENT).get(name_key=title_key(name)).entity


def test_every_short_name_means_one_law_and_says_where_it_is_from(shipped):
    rows = Alias.objects.of_kind(EntityKind.DOCUMENT).filter(note__contains="通行简称")
    assert rows.count() >= 110
    assert law_of("消法").name == "消费者权益保护法"
    assert not Entity.objects.filter(name_key__in=rows.values("name_key"), kind=EntityKind.DOCUMENT).exists()


def test_laws_that_ship_are_not_shown_until_an_editor_says_so(client, shipped):
    assert not law_of("消法").is_published
    assert "消费者权益保护法" not in client.get("/documents/").content.decode()


def test_they_are_loaded_once(shipped):
    assert load_shipped_laws() == 0


def test_what_was_found_under_a_short_name_joins_its_law(before, import_text):
    policy = import_text("citing", "某办法\n第一条 依照《消法》第五十五条。\n")
    suggest_links(policy)
    namesake = DOCUMENTS.get(name_key="消法")
    load_shipped_laws()
    assert not DOCUMENTS.filter(pk=namesake.pk).exists()
    assert Mention.objects.get(policy=policy, quote="《消法》").entity == law_of("消法")
    assert Reference.objects.get(policy=policy).document == law_of("消法")


def test_a_name_that_an_editor_has_given_stays(before):
    own = Entity.objects.create(kind=EntityKind.DOCUMENT, slug="xiaofa", name="消法", is_published=True)
    keep_entity(own, note="编辑")
    load_shipped_laws()
    assert DOCUMENTS.get(name_key="消法") == own
    assert not Alias.objects.of_kind(EntityKind.DOCUMENT).filter(name_key="消法").exists()
    assert law_of("消保法").name_key == "消费者权益保护法"


def test_the_linker_knows_short_and_repealed_names_without_brackets(shipped, import_text):
    law = import_text("law", "中华人民共和国民事诉讼法\n第一条 甲。\n第二条 乙。\n")
    citing = import_text("citing", "某办法\n第一条 依照民诉法第二条办理。\n第二条 适用合同法第五条。\n")
    for policy in (law, citing):
        suggest_links(policy)
    first, second = Reference.objects.filter(policy=citing).order_by("article__position")
    assert first.target == law.articles.get(number=2)
    assert second.document.name == "合同法"
