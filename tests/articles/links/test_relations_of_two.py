"""Relations between two documents, whichever is imported first: by rule, on pages and in the API."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from articles.links.documents.relations import relations_of
from articles.models import Entity, Mention, Policy, PolicyRecord, RowRevision
from articles.models.links.link_rule import LinkRule
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.validity_doubts import doubts_of
from articles.review.links.link_decisions import reject_links
from articles.review.links.link_rules import choose_rule
from articles.review.publication import set_entity_publication
from articles.review.texts.validity import accept_doubt, keep_status, may_reconsider, reconsider_status
from tests.articles.links.importing import NEW, OLD, imported, said

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=[(OLD, NEW), (NEW, OLD)], ids=["old first", "new first"])
def both(request, module_transaction, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        imported(*request.param)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def old(db, both) -> Policy:
    return Policy.objects.get(title="某省量子管理办法")


@pytest.fixture
def new(db, both) -> Policy:
    return Policy.objects.get(title="某省量子管理条例")


def test_the_order_of_import_makes_no_difference(old, new):
    assert said(new) == [
        ("basis", "out", "中华人民共和国量子法", None),
        ("repeals", "out", "某省量子管理办法", old.pk),
    ]
    assert said(old) == [("repeals", "in", "某省量子管理条例", new.pk)]
    assert relations_of(old)[0].sentence == "《某省量子管理办法》同时废止。"


def test_the_api_says_them_with_the_keys_of_the_contract(client, old, new):
    (relation,) = client.get(f"/api/v1/policies/{old.slug}/relations/").json()
    assert {"kind", "direction", "policy", "name", "sentence", "status"} <= relation.keys()
    assert (relation["kind"], relation["direction"], relation["policy"]) == ("repeals", "in", new.slug)
    assert relation["status"] == "published"
    assert client.get("/api/v1/policies/nowhere/relations/").status_code == 404


def test_the_api_says_what_was_stated_by_a_day(client, old, new):
    def stated(policy: Policy, day: str) -> list[str]:
        rows = client.get(f"/api/v1/policies/{policy.slug}/relations/", {"at": day}).json()
        return [row["kind"] for row in rows]

    assert stated(old, "2015-01-01") == []
    assert stated(old, "2021-01-01") == ["repeals"]
    assert stated(new, "2021-01-01") == ["basis", "repeals"]


def test_the_pages_show_the_family_and_what_is_not_held(client, old, new):
    page = client.get(new.get_absolute_url()).content.decode()
    assert "上位依据（1）" in page
    assert '《中华人民共和国量子法》<span class="hint">本库未收录</span>' in page
    assert f'href="{old.get_absolute_url()}"' in page
    assert "废止它的（1）" in client.get(old.get_absolute_url()).content.decode()


def test_what_is_not_certain_waits_and_forms_are_not_proposed(new):
    waiting = Mention.objects.of_policy(new).suggested().of_kind("document")
    assert [mention.quote for mention in waiting] == ["《三级量子指标》"]


def test_references_of_the_text_lead_to_their_place_and_only_to_such_as_there_is(client, new):
    second = client.get(f"/policies/{new.slug}/articles/2/").content.decode()
    assert f'<a class="place" href="/policies/{new.slug}/articles/1/" title="第一条">前条</a>' in second
    assert "被引用（1）" in second
    third = client.get(f"/policies/{new.slug}/articles/3/").content.decode()
    assert f'href="/policies/{new.slug}/articles/2/" title="第二条">第二条</a>' in third
    assert ">第九十条</a>" not in third


def test_one_choice_takes_back_what_the_rule_published_and_brings_it_back(client, admin_client, new):
    address = f"/admin/articles/policy/{new.pk}/link-rule/"
    before = said(new)
    for rule, expected in (("none", []), ("held", before[1:]), ("sure", before)):
        answer = admin_client.post(address, {"rule": rule}, follow=True)
        assert "要撤销，再选原来的一项" in answer.content.decode()
        assert said(new) == expected
    assert client.post(address, {"rule": "none"}).status_code == 302
    assert said(new) == before


def test_each_link_tells_by_which_rule_and_by_whom_it_was_published(new, admin_user):
    changing = Mention.objects.of_policy(new).found().filter(status="published").with_texts()
    assert changing.exists()
    rows = list(changing)
    choose_rule(new, LinkRule.NONE, by=admin_user)
    choose_rule(new, LinkRule.SURE, by=admin_user)
    for row in rows:
        revisions = RowRevision.of_row(row).order_by("number")
        assert list(revisions.values_list("created_by", "note", "snapshot__status")) == [
            (None, "编辑之前的内容", "published"),
            (admin_user.pk, f"按规则：{LinkRule.NONE.label}", "suggested"),
            (admin_user.pk, f"按规则：{LinkRule.SURE.label}", "published"),
        ]
    others = Mention.objects.of_policy(new).exclude(pk__in=[row.pk for row in rows])
    assert not RowRevision.objects.filter(model="articles.mention", row__in=others.values("pk")).exists()


def test_a_rule_leaves_the_decisions_of_editors_alone(new):
    reject_links(Mention.objects.of_policy(new).of_passage("article").filter(quote="《某省量子管理办法》"))
    choose_rule(new, LinkRule.NONE)
    choose_rule(new, LinkRule.SURE)
    assert [kind for kind, *_ in said(new)] == ["basis"]


def test_a_document_that_an_editor_has_hidden_is_named_nowhere(new, admin_user):
    entity = Entity.objects.get(name="某省量子管理办法")
    assert entity.is_published
    set_entity_publication(entity, False, by=admin_user)
    assert [kind for kind, *_ in said(new)] == ["basis"]


def test_a_repealed_policy_is_possibly_invalid_until_an_editor_decides(client, old, admin_user):
    assert old.status == PolicyStatus.UNVERIFIED
    assert "《某省量子管理办法》同时废止" in doubts_of(old)[0].basis
    assert old.standing == "2010年文件，可能已失效，待核实"
    basis = f'依据：<a href="{old.doubts[0].address}">'
    for page in ("", "articles/1/", "full/"):
        page_html = client.get(f"{old.get_absolute_url()}{page}").content.decode()
        assert "可能已失效，待核实" in page_html
        assert basis in page_html
    assert client.get(f"/api/v1/policies/{old.slug}/").json()["doubts"][0]["status"] == "repealed"
    accepted = accept_doubt(old, by=admin_user)
    assert (accepted.status, doubts_of(accepted)) == (PolicyStatus.REPEALED, ())
    again = reconsider_status(accepted, by=admin_user)
    assert (again.status, len(doubts_of(again))) == (PolicyStatus.UNVERIFIED, 1)


def test_a_doubt_that_an_editor_has_settled_is_not_asked_again(old, admin_user):
    revision = keep_status(old, by=admin_user)
    assert (revision.status, doubts_of(revision)) == (PolicyStatus.UNVERIFIED, ())
    assert may_reconsider(revision)


def test_a_validity_that_has_run_out_is_a_doubt_as_well(old, new):
    values = {"policy": new, "position": 90, "kind": "valid_until", "value": "2021年6月1日"}
    PolicyRecord.objects.create(**values, source="text", day=date(2021, 6, 1))
    (doubt,) = doubts_of(new)
    assert (doubt.status, "2021-06-01" in doubt.basis) == (PolicyStatus.EXPIRED, True)


def test_an_administrator_settles_validity_with_one_click(admin_client, client, old):
    address = f"/admin/articles/policy/{old.pk}/validity/"
    page = admin_client.get(f"/admin/articles/policy/{old.pk}/change/").content.decode()
    assert "采纳：改为“已废止”" in page
    assert old.title in admin_client.get("/admin/articles/policy/?doubted=1").content.decode()
    admin_client.post(address, {"step": "accept"})
    old.refresh_from_db()
    assert (old.status, old.status_basis[:1]) == (PolicyStatus.REPEALED, "《")
    client.post(address, {"step": "reconsider"})
    old.refresh_from_db()
    assert old.status == PolicyStatus.REPEALED
