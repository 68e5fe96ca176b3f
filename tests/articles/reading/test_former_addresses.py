"""Every address that was ever public leads on for good, whatever part of it has changed."""

from datetime import date

import pytest
from django.db import connection

from articles.editing import save_article, save_division
from articles.importing.identification.slugs import new_slug
from articles.models import Article, Division, Entity, FormerAddress, Policy
from articles.text.citing.places.identifiers import work_name

S = "gxblk-2009-232"
FORMATS = ("json", "jsonld", "xml", "txt", "docx")
OF_ARTICLE = [
    f"/policies/{S}/articles/25/",
    *(f"/policies/{S}/articles/25.{suffix}" for suffix in FORMATS),
    f"/api/v1/policies/{S}/articles/25/",
    f"/api/v1/policies/{S}/articles/25/revisions/",
    f"/feeds/policies/{S}/articles/25/",
]
OF_CHAPTER = [f"/policies/{S}/chapters/6/", f"/feeds/policies/{S}/chapters/6/"]
OF_POLICY = [
    f"/policies/{S}/",
    *(f"/policies/{S}.{suffix}" for suffix in FORMATS),
    f"/feeds/policies/{S}/",
    *(f"/api/v1/policies/{S}/{rest}" for rest in ("", "divisions/", "articles/", "revisions/")),
    *OF_ARTICLE,
    *OF_CHAPTER,
]
ELI = [
    ("/eli/cn/policy/2009/gxblk-232", f"/policies/{S}/"),
    ("/eli/cn/policy/2009/gxblk-232/art_25", f"/policies/{S}/articles/25/"),
    ("/eli/cn/policy/2009/gxblk-232/art_25.xml", f"/policies/{S}/articles/25.xml"),
    ("/eli/cn/policy/2009/gxblk-232/chp_6", f"/policies/{S}/chapters/6/"),
    ("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/chp_6__art_25", f"/policies/{S}/articles/25/"),
]


def change(row, **values) -> None:
    """By whatever hand: the database keeps the former address."""
    type(row).objects.filter(pk=row.pk).update(**values)


def leads_to(client, address: str) -> str:
    """Where an address leads in one step, with its query; what is there is shown."""
    response = client.get(f"{address}?ab=%E7%94%B2")
    assert response.status_code == 301, (address, response.status_code)
    place, _, query = response["Location"].partition("?")
    assert query.partition("#")[0] == "ab=%E7%94%B2"
    assert client.get(place).status_code == 200
    return place


def renamed_policy(policy: Policy) -> dict[str, str]:
    change(policy, slug="gxblk-new")
    eli = {old: new.replace(S, "gxblk-new") for old, new in ELI}
    return {address: address.replace(S, "gxblk-new") for address in OF_POLICY} | eli


def dated_policy(policy: Policy) -> dict[str, str]:
    change(policy, signed_on=date(2010, 1, 1))
    return dict(ELI)


def renumbered_article(policy: Policy) -> dict[str, str]:
    change(policy.articles.get(number=25), number=140, suffix=2)
    by_eli = {old: new.replace("/25", "/140-2") for old, new in ELI if "art_25" in old}
    return {address: address.replace("/25", "/140-2") for address in OF_ARTICLE} | by_eli


def renamed_and_renumbered(policy: Policy) -> dict[str, str]:
    return {
        old: new.replace("/25", "/140-2").replace(S, "gxblk-new")
        for changed in (renumbered_article(policy), renamed_policy(policy))
        for old, new in changed.items()
        if "25" in old and not old.startswith(("/eli", "/akn"))
    }


def renumbered_chapter(policy: Policy) -> dict[str, str]:
    chapter = policy.divisions.get(number=6)
    chapter.number = 60
    save_division(chapter)
    by_eli = {old: new.replace("/6/", "/60/") for old, new in ELI if old.endswith("chp_6")}
    return {address: address.replace("/6/", "/60/") for address in OF_CHAPTER} | by_eli


def renamed_entity(policy: Policy) -> dict[str, str]:
    change(Entity.objects.get(kind="goal", slug="circular-economy"), slug="saving")
    return {
        f"{place}/circular-economy/": f"{place}/saving/"
        for place in ("/goals", "/feeds/goals", "/api/v1/entities/goal")
    }


def entity_of_another_kind(policy: Policy) -> dict[str, str]:
    change(Entity.objects.get(kind="goal", slug="circular-economy"), kind="actor", parent=None)
    places = ("/goals", "/feeds/goals", "/api/v1/entities/goal")
    return {
        f"{place}/circular-economy/": f"{place.replace('goal', 'actor')}/circular-economy/"
        for place in places
    }


@pytest.mark.parametrize(
    "changed",
    [
        renamed_policy,
        dated_policy,
        renumbered_article,
        renamed_and_renumbered,
        renumbered_chapter,
        renamed_entity,
        entity_of_another_kind,
    ],
    ids=lambda changed: changed.__name__,
)
def test_a_former_address_leads_on_in_one_step(client, shipped, changed):
    for address, present in changed(shipped).items():
        assert leads_to(client, address) == present


def test_an_article_is_followed_into_another_policy(client, shipped, import_text):
    other = import_text("other", "另一办法\n第一条 丙。\n")
    change(shipped.articles.get(number=25), policy=other, division=None, number=9, position=99)
    for address in OF_ARTICLE:
        assert leads_to(client, address) == address.replace(S, "other").replace("/25", "/9")
    assert leads_to(client, "/eli/cn/policy/2009/gxblk-232/art_25") == "/policies/other/articles/9/"


def test_a_chapter_that_becomes_a_section_leads_to_its_place_on_the_page(client, shipped):
    chapter = shipped.divisions.get(number=6)
    chapter.kind, chapter.parent = "section", shipped.divisions.get(number=5)
    save_division(chapter)
    response = client.get(f"/policies/{S}/chapters/6/?a=1")
    assert response["Location"] == f"/policies/{S}/chapters/5/?a=1#chp_5__sec_6"


def test_what_has_an_address_now_wins(client, shipped):
    moved = shipped.articles.get(number=34)
    change(moved, number=40)
    assert leads_to(client, f"/policies/{S}/articles/34/") == f"/policies/{S}/articles/40/"
    save_article(Article(policy=shipped, number=34, text="新的一条。", position=90))
    assert "新的一条" in client.get(f"/policies/{S}/articles/34/").content.decode()
    change(moved, number=34 + 1)
    assert leads_to(client, f"/policies/{S}/articles/40/") == f"/policies/{S}/articles/35/"


def test_there_and_back_again_is_no_loop(client, shipped):
    for slug in ("a1", "b1", S):
        change(shipped, slug=slug)
    assert client.get(f"/policies/{S}/").status_code == 200
    for slug in ("a1", "b1"):
        assert leads_to(client, f"/policies/{slug}/") == f"/policies/{S}/"


@pytest.mark.parametrize("suffix", ["/", ".json", "/articles/25/", "/chapters/6/"])
def test_what_readers_may_not_see_answers_as_at_its_present_address(client, shipped, suffix):
    change(shipped, slug="not-public", publication="withdrawn")
    response = client.get(f"/policies/{S}{suffix}")
    assert response.status_code == client.get(f"/policies/not-public{suffix}").status_code == 404
    assert "Location" not in response
    assert "not-public" not in response.content.decode()


def test_a_hidden_chapter_that_became_a_section_answers_as_the_page_it_would_be_on(client, shipped):
    chapter = shipped.divisions.get(number=6)
    chapter.kind, chapter.parent = "section", shipped.divisions.get(number=5)
    save_division(chapter)
    change(shipped, publication="withdrawn")
    response = client.get(f"/policies/{S}/chapters/6/")
    assert response.status_code == 404
    assert "没有这件政策，或者它没有公开。" in response.content.decode()


def test_what_never_was_is_not_found(client, shipped):
    change(shipped, slug="gxblk-new")
    for address in ("policies/never", f"policies/{S}/articles/99", "goals/never", f"policies/{S}/chapters/9"):
        assert client.get(f"/{address}/").status_code == 404
    assert client.post(f"/policies/{S}/").status_code == 405


def test_a_page_that_is_there_asks_nothing_of_former_addresses(client, shipped):
    with connection.execute_wrapper(_refuse_former_addresses):
        assert client.get(f"/policies/{S}/articles/25/").status_code == 200


def _refuse_former_addresses(execute, sql, params, many, context):
    assert "articles_formeraddress" not in sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=税收&policy={policy}",
        "/search/?q=税收&policy={policy}&chapter=6",
        "/search/?q=税收&goal={goal}",
        "/matrix/?policy={policy}",
        "/graph/?policy={policy}",
        "/compare/?a={policy}:25&b={policy}:26",
    ],
)
def test_forms_take_a_former_slug(client, shipped, address):
    address = address.format(policy=S, goal="circular-economy")
    before = client.get(address).content.decode()
    change(shipped, slug="gxblk-new")
    change(Entity.objects.get(kind="goal", slug="circular-economy"), slug="saving")
    after = client.get(address)
    assert after.status_code == 200
    assert ("没有标识" in after.content.decode()) == ("没有标识" in before) is False


def test_a_citation_within_a_former_slug_is_found(client, shipped):
    change(shipped, slug="gxblk-new")
    targets = client.get(f"/api/v1/goto/?q=第二十五条&within={S}").json()["targets"]
    assert [target["url"] for target in targets] == ["http://testserver/policies/gxblk-new/articles/25/"]
    response = client.get(f"/goto/?q=第二十五条&within={S}")
    assert response["Location"] == "/policies/gxblk-new/articles/25/"
    assert client.get("/api/v1/goto/?q=第二十五条&within=never").status_code == 404


def test_a_slug_that_leads_to_another_row_is_refused_in_words(shipped, import_text):
    change(shipped, slug="gxblk-new")
    other = import_text("other", "另一办法\n第一条 丙。\n")
    other.slug = S
    with pytest.raises(Exception, match="从前的网址标识"):
        other.full_clean()
    shipped.refresh_from_db()
    shipped.slug = S
    shipped.full_clean()


def test_an_import_takes_no_slug_that_leads_elsewhere(import_text):
    law = import_text("shuju", "数据法\n第一条 丙。\n")
    slug = new_slug("数据法", document_number="", dated=None)
    change(law, slug=slug)
    change(law, slug="other")
    assert new_slug("数据法", document_number="", dated=None) == f"{slug}-2"


@pytest.mark.parametrize("slug", ["gxblk-2009-232", "a-2009-2009-b", "2009-b", "plain", "a-undated-b"])
@pytest.mark.parametrize("dated", [date(2009, 5, 15), None])
def test_the_database_and_the_portal_call_a_work_alike(db, slug, dated):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_work_name('law', %s::date, %s)", [dated, slug])
        assert cursor.fetchone()[0] == work_name(kind="law", dated=dated, slug=slug)


@pytest.mark.parametrize("dated", [date(2009, 5, 15), None])
def test_a_work_is_found_by_its_name_whatever_its_slug_says(import_text, dated):
    for number, slug in enumerate(["a-2009-b", "c-undated-d-e", "f"]):
        law = import_text(slug, f"办法{number}\n第一条 丙。\n")
        change(law, signed_on=dated)
        law.refresh_from_db()
        assert Policy.objects.named_work(law.work) == law


def test_former_addresses_are_no_longer_than_their_column(db):
    longest_work = Policy._meta.get_field("slug").max_length + len("interpretation/undated/")
    longest = max(longest_work, Division._meta.get_field("eid").max_length)
    assert FormerAddress._meta.get_field("address").max_length >= longest
