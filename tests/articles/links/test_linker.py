"""The linker files what it finds for review, once, and never what an editor has rejected."""

import pytest
from django.core.management import CommandError, call_command

from articles.links.documents.cited_documents import resolve_documents, resolve_missed
from articles.links.linker import Suggested, suggest_links
from articles.models import Entity, Mention, Policy, Reference
from articles.models.links.evidence import Basis, LinkStatus
from articles.review.links.link_decisions import publish_links, reject_links
from policy_portal.auditing.models import AuditEntry

LAW = """某促进办法
第一条 支持量子企业，落实量子补贴。量子企业应当创新。
第二条 依照《某专利法》第二条、第三条和本办法第一条办理。
第三条 科　量　部依照《某促进办法》办理，《未有之法》另有规定的除外。
"""
PATENTS = "中华人民共和国某专利法\n第一条 甲。\n第二条 乙。\n"


@pytest.fixture
def names(db) -> dict[str, Entity]:
    entities = {
        "actor": Entity.objects.create(kind="actor", slug="quantum", name="量子企业"),
        "instrument": Entity.objects.create(kind="instrument", slug="subsidy", name="量子补贴"),
        "ministry": Entity.objects.create(kind="ministry", slug="mq", name="科学量子部"),
        "unsearched": Entity.objects.create(kind="actor", slug="u", name="办理", is_searched=False),
    }
    entities["ministry"].aliases.create(name="科量部")
    return entities


@pytest.fixture
def law(import_text, names) -> Policy:
    return import_text("promotion", LAW)


def suggested(law: Policy) -> list[tuple[int, str, str]]:
    rows = Mention.objects.of_policy(law).in_text_order().select_related("entity", "article")
    waiting = {row.entity.kind for row in rows if row.status == LinkStatus.SUGGESTED}
    assert waiting <= {"actor", "instrument"}  # the others are published by rule
    return [(row.article.number, row.entity.name, row.quote) for row in rows]


def test_names_aliases_and_documents_are_found_where_they_stand(law):
    suggest_links(law)
    assert suggested(law) == [
        (1, "量子企业", "量子企业"),
        (1, "量子补贴", "量子补贴"),
        (1, "量子企业", "量子企业"),
        (2, "某专利法", "《某专利法》"),
        (3, "科学量子部", "科　量　部"),
        (3, "未有之法", "《未有之法》"),
    ]


def test_suggestions_are_not_public(law, client):
    suggest_links(law)
    page = client.get("/policies/promotion/articles/1/").content.decode()
    assert "mention--actor" not in page
    assert client.get(Entity.objects.get(name="未有之法").get_absolute_url()).status_code == 404


def test_a_second_run_files_nothing(law):
    first = suggest_links(law)
    assert (first.mentions, first.references) == (6, 3)
    again = suggest_links(law)
    assert (again.mentions, again.references) == (0, 0)


def test_what_was_rejected_never_comes_back(law):
    suggest_links(law)
    mention = Mention.objects.of_policy(law).get(quote="量子补贴")
    reject_links([mention])
    reject_links(Reference.objects.of_policy(law))
    assert suggest_links(law).mentions == suggest_links(law).references == 0
    mention.refresh_from_db()
    assert mention.status == LinkStatus.REJECTED


def test_what_was_rejected_stays_so_when_the_text_moves(law, admin_user):
    from articles.editing import save_article

    suggest_links(law)
    reject_links(Mention.objects.of_policy(law).filter(quote="量子补贴"))
    article = law.articles.get(number=1)
    article.text, article.heading = f"新增。{article.text}", ""
    save_article(article, by=admin_user)
    assert suggest_links(law).mentions == 0
    article.text = "落实量子补贴，支持新的量子企业。"
    save_article(article, by=admin_user)
    suggest_links(law)
    assert {m.status for m in Mention.objects.of_policy(law).filter(quote="量子补贴")} == {
        LinkStatus.REJECTED
    }


def test_a_published_longer_name_covers_the_shorter(law, names):
    whole = Entity.objects.create(kind="actor", slug="w", name="支持量子企业的单位", is_searched=False)
    Mention.objects.create(
        policy=law, article=law.articles.get(number=1), entity=whole, basis=Basis.NAMED, quote="支持量子企业",
        start=0, end=6, status=LinkStatus.PUBLISHED,
    )  # fmt: skip
    suggest_links(law)
    quotes = [m.start for m in Mention.objects.of_policy(law).of_entity(names["actor"])]
    assert quotes == [14]


def test_references_resolve_where_the_target_is_loaded_and_else_stay_what_they_say(law, import_text):
    suggest_links(law)
    references = [
        (r.quote, str(r.document or ""), r.target) for r in Reference.objects.of_policy(law).in_text_order()
    ]
    assert references == [
        ("第二条", "某专利法", None),
        ("第三条", "某专利法", None),
        ("第一条", "", law.articles.get(number=1)),
    ]
    patents = import_text("patents", PATENTS)
    resolve_documents()
    targets = [r.target for r in Reference.objects.of_policy(law).in_text_order()]
    assert targets == [patents.articles.get(number=2), None, law.articles.get(number=1)]
    assert Entity.objects.get(name="某专利法").full_text == patents


@pytest.mark.parametrize("ended_last", ["某专利法", "某促进办法"])
def test_what_two_imports_at_once_did_not_see_of_each_other_is_joined_afterwards(
    law, import_text, ended_last
):
    """The law that cites and the law that is cited: neither transaction sees what the other writes."""
    suggest_links(law)
    patents = import_text("patents", PATENTS)
    Entity.objects.filter(name="某专利法").update(policy=None, is_published=False)
    cited = Reference.objects.of_policy(law).filter(document__name="某专利法")
    cited.update(target=None)
    chosen = Mention.objects.of_policy(law).filter(entity__kind="actor").values_list("status", flat=True)
    before = list(chosen)
    resolve_missed([(patents if ended_last == patents.title else law).pk])
    document = Entity.objects.get(name="某专利法")
    assert (document.policy, document.is_published) == (patents, True)
    assert [reference.target for reference in cited.order_by("start")] == [
        patents.articles.get(number=2),
        None,
    ]
    assert list(chosen) == before


def test_a_title_that_two_policies_bear_is_not_resolved(law, import_text):
    suggest_links(law)
    import_text("patents", PATENTS)
    import_text("patents-2", PATENTS)
    resolve_documents()
    assert Entity.objects.get(name="某专利法").policy is None


def test_publishing_a_found_document_makes_it_visible(law, client):
    suggest_links(law)
    publish_links(Mention.objects.of_policy(law))
    entity = Entity.objects.get(name="未有之法")
    page = client.get(entity.get_absolute_url()).content.decode()
    assert "本库未收录" in page
    assert "mention--document" in client.get("/policies/promotion/articles/3/").content.decode()


def test_a_name_is_found_only_in_texts_of_its_time(import_text, names):
    names["ministry"].aliases.create(name="量子委员会", valid_from="1998-03-10", valid_until="2008-03-15")
    for slug, year, count in (("old", 2001, 1), ("new", 2020, 0)):
        law = import_text(slug, f"某通知\n各市：\n请执行。\n甲部\n{year}年3月4日\n第一条 量子委员会办理。\n")
        assert law.signed_on.year == year
        assert suggest_links(law).mentions == count


def test_the_command_says_what_it_did_and_names_an_unknown_policy(law, capsys):
    call_command("suggest_links", "promotion")
    assert "新增链接 6 处、援引 3 处" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有这件政策：nowhere"):
        call_command("suggest_links", "nowhere")


def test_what_the_command_found_before_an_interruption_is_recorded(law, import_text, monkeypatch):
    import_text("patents", PATENTS)
    suggested = [Suggested(6, 3)]  # of the first policy

    def find(policy, **options):
        if not suggested:
            raise KeyboardInterrupt
        return suggested.pop()

    monkeypatch.setattr("articles.management.commands.suggest_links.suggest_links", find)
    with pytest.raises(SystemExit):
        call_command("suggest_links")
    assert AuditEntry.objects.latest("number").what.startswith("查找了 1 件政策，新增链接 6 处")


def test_the_shipped_policy_leaves_the_linker_nothing_to_suggest(shipped):
    suggest_links(shipped)
    left = Mention.objects.of_policy(shipped).filter(status=LinkStatus.SUGGESTED)
    assert [(m.article, m.quote, m.entity.name) for m in left] == []
    assert not Reference.objects.of_policy(shipped).exists()


@pytest.fixture
def read_otherwise(law) -> tuple[Mention, Reference]:
    """Links as an older version may have read them: published by rule, of another kind and document."""
    suggest_links(law)
    mention = Mention.objects.of_policy(law).get(quote="《某专利法》")
    Mention.objects.filter(pk=mention.pk).update(relation="prints")
    reference = Reference.objects.of_policy(law).get(quote="第二条")
    Reference.objects.filter(pk=reference.pk).update(
        document=None, target=law.articles.get(number=2), certainty="if_held"
    )
    return mention, reference


def said_now(links: tuple[Mention, Reference]) -> tuple[str, str | None]:
    mention, reference = links
    mention.refresh_from_db()
    reference.refresh_from_db()
    return mention.relation, reference.document and reference.document.name


def test_what_a_rule_published_is_read_again_as_it_is_read_now(law, import_text, read_otherwise):
    patents = import_text("patents", PATENTS)
    resolve_documents()
    assert suggest_links(law).references == 0
    assert said_now(read_otherwise) == ("cites", "某专利法")
    assert read_otherwise[1].target in patents.articles.all()


def test_a_stored_document_named_without_title_marks_is_cited(import_text):
    import_text("procedure", "中华人民共和国某诉讼法\n第一条 甲。\n第二条 乙。\n")
    reply = import_text("reply", "某批复\n第一条 应当责令被告人遵守某诉讼法第二条。\n")
    suggest_links(reply)
    reference = Reference.objects.of_policy(reply).get()
    assert (reference.target.policy.slug, reference.target.number) == ("procedure", 2)


def test_what_an_editor_has_decided_is_not_read_again(law, admin_user, read_otherwise):
    mention, reference = read_otherwise
    publish_links(Mention.objects.filter(pk=mention.pk), by=admin_user)
    publish_links(Reference.objects.filter(pk=reference.pk), by=admin_user)
    suggest_links(law)
    assert said_now(read_otherwise) == ("prints", None)
