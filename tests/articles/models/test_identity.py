"""What identifies a row is part of its history, and what hangs on the row follows or is refused."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from articles.editing import keep_entity, keep_policy, record_moves, save_article, save_division
from articles.models import (
    Article,
    ArticleRevision,
    Division,
    Entity,
    FormerAddress,
    IndexedArticle,
    Mention,
    Reference,
)
from articles.search import search
from tests.articles.admin.administering import NO_ROWS

CITING = """某办法
第一章 总则
第一条 丙。
第二条 依照本法第三条办理。
第三条 丁。
第四条 戊。
"""


CODE = """某典
第一编 甲
第一章 甲甲
第一节 甲甲甲
第一条 丙。
第二章 甲乙
第二条 丁。
第二编 乙
第一章 乙甲
第三条 戊。
"""


@pytest.fixture
def law(import_text):
    return import_text("citing", CITING)


@pytest.fixture
def citation(law) -> Reference:
    article = law.articles.get(number=2)
    start = article.text.index("本法第三条")
    return Reference.objects.create(
        policy=law, article=article, quote="本法第三条", start=start, end=start + 5, number=3,
        target=law.articles.get(number=3), status="published",
    )  # fmt: skip


def violated_constraint(change) -> str:
    """The name of the constraint, deferred ones checked as well."""

    def change_and_check() -> None:
        with transaction.atomic():
            change()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as caught:
        change_and_check()
    return caught.value.__cause__.diag.constraint_name


def sql(statement: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


class TestRevisions:
    @pytest.mark.parametrize(
        ("values", "former"),
        [
            ({"number": 140}, {"article_number": 25}),
            ({"suffix": 3}, {"article_suffix": 0}),
            ({"unit": "point"}, {"unit": "article"}),
            ({"position": 99}, {"position": 25}),
            ({"division": None}, {"division_eid": "chp_6"}),
        ],
        ids=["number", "suffix", "unit", "position", "division"],
    )
    def test_each_part_of_an_articles_place_is_kept(self, article, values, former):
        moved = article(25)
        for name, value in values.items():
            setattr(moved, name, value)
        revision = save_article(moved, note="改位置")
        earlier = moved.revisions.get(number=1)
        assert revision.number == 2
        assert {name: getattr(earlier, name) for name in former} == former
        assert {name: getattr(revision, name) for name in former} != former

    def test_the_policy_of_an_article_is_kept(self, article, law):
        moved = article(25)
        before = moved.policy
        moved.policy, moved.division, moved.number, moved.position = law, None, 9, 99
        revision = save_article(moved)
        assert [moved.revisions.get(number=1).policy, revision.policy] == [before, law]

    def test_only_another_position_is_no_news_to_readers(self, article):
        moved = article(25)
        moved.position = 99
        assert save_article(moved).is_move
        moved.number = 140
        assert not save_article(moved).is_move
        changed = Article.objects.with_last_change().get(pk=moved.pk).changed_at
        assert changed == moved.revisions.get(number=3).created_at

    def test_articles_that_a_new_version_moves_get_one_revision_each(self, shipped):
        shipped.articles.update(position=F("position") + 100)
        moved = list(shipped.articles.for_reading())
        record_moves(moved, note="新版本")
        record_moves(moved, note="没有变化")
        moves = ArticleRevision.objects.filter(number=2, is_move=True, article__policy=shipped)
        assert sorted(moves.values_list("position", flat=True)) == [number + 100 for number in range(1, 35)]
        assert not ArticleRevision.objects.filter(number=3).exists()

    def test_editors_read_where_an_article_stood(self, article, admin_client):
        moved = article(25)
        moved.number = 140
        save_article(moved)
        ArticleRevision.objects.create(
            article=moved, number=9, created_at="2026-01-01T00:00Z", text="旧", sha256=""
        )
        history = f"/admin/articles/article/{moved.pk}/history/"
        differences = admin_client.get(history, {"a": 1, "b": "now"}).context["differences"]
        assert [(row.label, row.before, row.after) for row in differences] == [("条号", "25", "140")]
        unknown = admin_client.get(history, {"a": 9, "b": "now"}).context["differences"]
        assert "条号" not in [row.label for row in unknown]

    def test_an_entity_is_kept_with_its_other_names_before_and_after_a_change(self, admin_client, shipped):
        entity = Entity.objects.get(kind="ministry", slug="mof")
        name, aliases = entity.name, [alias.name for alias in entity.aliases.all()]
        page = f"/admin/articles/entity/{entity.pk}/change/"
        sent = _form_fields(admin_client, page)
        assert admin_client.post(page, {**sent, "slug": "finance", "name": "新财政部"}).status_code == 302
        first, second = entity.revisions.order_by("number")
        assert (first.snapshot["slug"], first.snapshot["name"]) == ("mof", name)
        assert [alias["name"] for alias in first.snapshot["aliases"]] == aliases
        assert (second.snapshot["slug"], second.snapshot["name"]) == ("finance", "新财政部")
        assert second.created_by.username == "admin"
        assert keep_entity(entity) is None

    def test_a_policys_snapshot_tells_slug_and_eids(self, shipped):
        shipped.slug = "gxblk-new"
        shipped.save()
        snapshot = keep_policy(shipped).snapshot
        assert snapshot["slug"] == "gxblk-new"
        assert snapshot["divisions"][5]["eid"] == "chp_6"
        assert snapshot["divisions"][5]["address"] == "6"


class TestReferences:
    def test_a_number_that_nobody_has_any_more_waits_for_a_look(self, law, citation):
        moved = law.articles.get(number=3)
        moved.number = 40
        save_article(moved)
        citation.refresh_from_db()
        assert (citation.target, citation.status) == (None, "stale")

    def test_the_article_that_has_the_number_now_is_meant(self, law, citation):
        moved, heir = law.articles.get(number=3), law.articles.get(number=4)
        moved.number, heir.number = 40, 3
        save_article(moved)
        save_article(heir)
        citation.refresh_from_db()
        assert citation.target == heir

    def test_a_rejected_one_stays_rejected(self, law, citation):
        Reference.objects.filter(pk=citation.pk).update(status="rejected")
        sql("UPDATE articles_article SET number = 40 WHERE policy_id = %s AND number = 3", law.pk)
        citation.refresh_from_db()
        assert (citation.target, citation.status) == (None, "rejected")

    def test_text_and_number_of_the_citing_article_may_change_at_once(self, law, citation):
        citing = law.articles.get(number=2)
        citing.number, citing.text = 20, "应当依照本法第三条办理。"
        save_article(citing)
        citation.refresh_from_db()
        assert (citation.start, citation.status, citation.target.number) == (4, "published", 3)

    def test_a_new_article_is_what_was_cited_in_vain(self, law):
        article = law.articles.get(number=1)
        waiting = Reference.objects.create(
            policy=law, article=article, quote="丙", start=0, end=1, number=77, status="published"
        )
        save_article(new_article := Article(policy=law, number=77, text="新。", position=77))
        waiting.refresh_from_db()
        assert waiting.target == new_article

    @pytest.mark.parametrize(
        "assignment",
        [
            "target_id = (SELECT max(id) FROM articles_article)",
            "number = 5",
            "suffix = 1",
        ],
    )
    def test_the_database_refuses_a_target_of_another_number(self, law, citation, assignment):
        change = f"UPDATE articles_reference SET {assignment} WHERE id = %s"
        assert violated_constraint(lambda: sql(change, citation.pk)) == "reference_target_has_its_number"

    def test_a_form_refuses_a_target_of_another_number_in_words(self, law, citation):
        citation.target = law.articles.get(number=4)
        with pytest.raises(Exception, match="与援引的条号不符"):
            citation.full_clean()


class TestAnotherPolicy:
    @pytest.fixture
    def moved(self, article, law) -> Article:
        moved = article(25)
        moved.policy, moved.division, moved.number, moved.position = law, None, 9, 99
        moved.text = f"{moved.text}改。"
        save_article(moved)
        return moved

    def test_links_references_and_index_follow(self, shipped, moved, law):
        links = Mention.objects.of_article(moved)
        assert {link.policy for link in links} == {law}
        assert not links.with_basis("inherited").exists()  # of the other policy's issuers
        assert links.with_basis("named").published().exists()
        assert IndexedArticle.objects.get(article=moved).policy == law.pk
        assert search("进口关税").hits[0].article.policy == law
        assert not Mention.objects.of_policy(shipped).filter(article=moved).exists()

    def test_what_an_article_says_of_its_own_law_waits_for_a_look(self, law, citation, shipped):
        citing = law.articles.get(number=2)
        citing.policy, citing.division, citing.number, citing.position = shipped, None, 90, 90
        save_article(citing)
        citation.refresh_from_db()
        assert (citation.policy, citation.target.policy, citation.status) == (shipped, shipped, "stale")


class TestOnePolicy:
    def test_a_link_says_the_policy_of_its_article(self, shipped, law):
        link = Mention.objects.of_policy(shipped).in_articles().first()
        change = "UPDATE articles_mention SET policy_id = %s WHERE id = %s"
        assert (
            violated_constraint(lambda: sql(change, law.pk, link.pk)) == "articles_mention_article_of_policy"
        )

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            (
                "articles_article SET division_id = {foreign} WHERE id = {article}",
                "article_division_of_policy",
            ),
            (
                "articles_article SET policy_id = {policy}, number = 99, position = 99 WHERE id = {article}",
                "article_division_of_policy",
            ),
            ("articles_division SET parent_id = {foreign} WHERE id = {own}", "division_parent_of_policy"),
            (
                "articles_division SET policy_id = {policy}, eid = 'chp_99', address = '99', position = 99"
                " WHERE id = {own}",
                "article_division_of_policy",
            ),
        ],
    )
    def test_divisions_and_articles_stay_within_one_policy(self, shipped, law, change, constraint):
        values = {
            "foreign": law.divisions.get().pk,
            "policy": law.pk,
            "article": shipped.articles.get(number=25).pk,
            "own": shipped.divisions.get(number=6).pk,
        }
        assert violated_constraint(lambda: sql(f"UPDATE {change.format(**values)}")) == constraint


class TestDivisions:
    @pytest.fixture
    def code(self, import_text):
        return import_text("code", CODE)

    def test_a_new_number_renews_all_inside(self, code, client):
        part = code.divisions.get(eid="part_1")
        part.number = 9
        save_division(part)
        assert list(code.divisions.in_order().values_list("eid", "address")) == [
            ("part_9", "9"),
            ("part_9__chp_1", "9-1"),
            ("part_9__chp_1__sec_1", "9-1-1"),
            ("part_9__chp_2", "9-2"),
            ("part_2", "2"),
            ("part_2__chp_1", "2-1"),
        ]
        response = client.get("/policies/code/chapters/1-1/")
        assert (response.status_code, response["Location"]) == (301, "/policies/code/chapters/9-1/")
        eli = client.get(f"/eli/cn/{code.work}/part_1__chp_1__sec_1")
        assert eli["Location"] == "/policies/code/chapters/9-1/#part_9__chp_1__sec_1"
        assert code.articles.for_reading().get(number=1).eid == "part_9__chp_1__sec_1__art_1"

    def test_a_chapter_moved_to_another_part_takes_its_sections_along(self, code):
        chapter = code.divisions.get(eid="part_1__chp_1")
        chapter.parent, chapter.number = code.divisions.get(eid="part_2"), 2
        save_division(chapter)
        assert code.divisions.filter(eid="part_2__chp_2__sec_1", address="2-2-1").exists()

    @pytest.mark.parametrize(
        ("eid", "values", "says"),
        [
            ("part_1", {"number": 2}, "同一序号"),
            ("part_1__chp_1", {"number": 2}, "同一序号"),
            ("part_1", {"parent": "part_1__chp_1__sec_1"}, "它自己或它的下级"),
            ("part_1", {"parent": "part_1"}, "它自己或它的下级"),
            ("part_1", {"parent": "part_2__chp_1"}, "至多 4 级"),
        ],
    )
    def test_the_form_says_why_not(self, code, admin_client, eid, values, says):
        division = code.divisions.get(eid=eid)
        page = f"/admin/articles/division/{division.pk}/change/"
        sent = {**_form_fields(admin_client, page), **values}
        if "parent" in values:
            sent["parent"] = code.divisions.get(eid=values["parent"]).pk
        response = admin_client.post(page, sent)
        assert response.status_code == 200
        assert says in response.content.decode()
        assert code.divisions.filter(eid=eid, pk=division.pk).exists()

    def test_a_division_with_content_stays_in_its_policy(self, code, shipped, admin_client):
        division = code.divisions.get(eid="part_2")
        page = f"/admin/articles/division/{division.pk}/change/"
        sent = {**_form_fields(admin_client, page), "policy": shipped.pk, "number": 50, "position": 50}
        assert "不能移到另一件政策" in admin_client.post(page, sent).content.decode()

    def test_four_levels_are_read_as_one(self, code, client):
        section = code.divisions.get(eid="part_1__chp_1__sec_1")
        above = code.divisions.get(eid="part_1")
        subpart = Division(policy=code, kind="subpart", number=1, position=90, parent=above)
        save_division(subpart)
        chapter = code.divisions.get(eid="part_1__chp_1")
        chapter.parent = subpart
        save_division(chapter)
        section.refresh_from_db()
        assert section.eid == "part_1__subpart_1__chp_1__sec_1"
        assert [article.number for article in Article.objects.of_division(above).in_order()] == [1, 2]
        article = Article.objects.for_reading().get(policy=code, number=1)
        with connection.execute_wrapper(_no_statement):
            assert article.division.lineage[0] == above


class TestEntityKinds:
    @pytest.mark.parametrize(
        ("kind", "slug", "says"),
        [
            ("instrument", "supply", "别的实体的上级"),
            ("document", None, "所引文件"),
            ("instrument", "import-tax-exemption", "政策工具"),
            ("ministry", "sat", "部委"),
        ],
    )
    def test_a_kind_that_something_rests_on_stays(self, shipped, citing_document, kind, slug, says):
        entity = Entity.objects.get(kind=kind, slug=slug) if slug else citing_document
        entity.parent, entity.kind = None, "actor"
        with pytest.raises(Exception, match=says):
            entity.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Entity.objects.filter(pk=entity.pk).update(kind="actor", parent=None)

    @pytest.fixture
    def citing_document(self, shipped) -> Entity:
        document = Entity.objects.create(kind="document", slug="some-law", name="某法")
        article = shipped.articles.get(number=1)
        Reference.objects.create(
            policy=shipped, article=article, quote=article.text[:2], start=0, end=2, number=3,
            document=document, status="suggested",
        )  # fmt: skip
        return document

    def test_names_are_compared_as_the_new_kind_asks(self, shipped):
        entity = Entity.objects.create(kind="goal", slug="named", name="《某法》")
        alias = entity.aliases.create(name="中华人民共和国某法")
        keep_entity(entity)
        entity.kind = "document"
        entity.save()
        keep_entity(entity)
        alias.refresh_from_db()
        assert alias.name_key == entity.name_key

    def test_references_follow_a_document_to_its_full_text(self, shipped, citing_document):
        citing_document.policy = shipped
        citing_document.save()
        keep_entity(citing_document)
        assert Reference.objects.get(document=citing_document).target == shipped.articles.get(number=3)


def test_former_addresses_are_kept_in_the_transaction_of_the_change(shipped):
    with transaction.atomic():
        sql("UPDATE articles_policy SET slug = 'x' WHERE id = %s", shipped.pk)
        assert FormerAddress.objects.count() == 2  # slug and work
        transaction.set_rollback(True)
    assert FormerAddress.objects.count() == 0


def _form_fields(admin_client, page: str) -> dict:
    response = admin_client.get(page)
    form = response.context["adminform"].form
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    for formset in response.context["inline_admin_formsets"]:
        for form_of_rows in (formset.formset.management_form, *formset.formset.initial_forms):
            sent.update(
                {bound.html_name: bound.value() for bound in form_of_rows if bound.value() is not None}
            )
    return {**NO_ROWS, **sent}


def _no_statement(execute, sql, params, many, context):
    raise AssertionError(sql)
