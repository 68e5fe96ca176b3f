"""Corruption of each kind, planted past the triggers and constraints, is found and named."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.editing import keep_entity, save_division
from articles.models import Article, Division, Entity, PolicyRevision, PolicyVersion
from articles.versions.keeping import keep_present
from policy_portal.verification.checks import CHECKS, run

pytestmark = pytest.mark.django_db

ARTICLE = "(SELECT id FROM articles_article WHERE address = '25' ORDER BY id LIMIT 1)"
MENTION = f"(SELECT min(id) FROM articles_mention WHERE article_id = {ARTICLE} AND quote <> '')"

REVISION = (
    "article_id, number, created_at, note, heading, short_title, text, sha256, publication, is_move, cause"
)


def plant(*statements):
    """Run statements as somebody who goes round all that keeps the base whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def problems_of(name):
    ((_, problems),) = run([name])
    return problems


@pytest.mark.parametrize("status", ["withdrawn", "rejected"])
def test_what_was_put_away_keeps_its_words_as_they_were(status):
    plant(
        "UPDATE guidance_supportmeasure SET status = 'withdrawn'",
        'UPDATE guidance_measurequote SET start = start + 1, "end" = "end" + 1',
        f"UPDATE articles_laterrule SET status = '{status}'",
        'UPDATE articles_laterrule SET start = start + 1, "end" = "end" + 1 WHERE quote <> \'\'',
    )
    assert problems_of("quotes") == []


def test_the_shipped_base_is_whole():
    assert {check.name: problems for check, problems in run()} == {check.name: [] for check in CHECKS}


@pytest.mark.parametrize(
    ("name", "statements", "named"),
    [
        pytest.param(
            "hashes",
            [
                "ALTER TABLE articles_article DROP CONSTRAINT article_sha256_of_text",
                f"UPDATE articles_article SET text = replace(text, '免征', '征收') WHERE id = {ARTICLE}",
            ],
            "第二十五条：正文与校验值不符",
            id="a text that its checksum is not of",
        ),
        pytest.param(
            "hashes",
            [f"UPDATE articles_articlerevision SET text = text || '。' WHERE article_id = {ARTICLE}"],
            "第二十五条修订 1：正文与校验值不符",
            id="a revision that its checksum is not of",
        ),
        pytest.param(
            "constraints",
            [
                "ALTER TABLE articles_mention DROP CONSTRAINT mention_offsets_of_quote",
                f'UPDATE articles_mention SET "end" = "end" + 1 WHERE id = {MENTION}',
                "ALTER TABLE articles_mention ADD CONSTRAINT mention_offsets_of_quote"
                ' CHECK ("end" = start + length(quote)) NOT VALID',
            ],
            "mention_offsets_of_quote",
            id="a row that a constraint refuses",
        ),
        pytest.param(
            "revisions",
            [
                "UPDATE articles_article SET text = t, sha256 = encode(sha256(convert_to(t, 'UTF8')), 'hex')"
                " FROM (SELECT id AS i, text || '（改）' AS t FROM articles_article) x"
                f" WHERE i = id AND id = {ARTICLE}"
            ],
            "第二十五条：条文、SHA-256与最近一次修订不同",
            id="an edit that left no revision",
        ),
        pytest.param(
            "revisions",
            ["UPDATE articles_policy SET document_number = '工信部联科〔2009〕233号'"],
            "著录项、章节或发文机关与最近一次修订不同",
            id="a policy changed without one",
        ),
        pytest.param(
            "revisions",
            [f"DELETE FROM articles_articlerevision WHERE article_id = {ARTICLE}"],
            "第二十五条：没有修订记录",
            id="revisions that are gone",
        ),
        pytest.param(
            "revisions",
            ["UPDATE articles_policyrevision SET number = number + 1"],
            "次，只有",
            id="one of several revisions that is gone",
        ),
        pytest.param(
            "revisions",
            [f"UPDATE articles_article SET number = 24 WHERE id = {ARTICLE}"],
            "：条号与最近一次修订不同",
            id="an article that got another number",
        ),
        pytest.param(
            "revisions",
            [
                "UPDATE articles_article SET division_id = (SELECT max(id) FROM articles_division)"
                f" WHERE id = {ARTICLE}"
            ],
            "：所在章节与最近一次修订不同",
            id="an article that stands in another chapter",
        ),
        pytest.param(
            "revisions",
            ["UPDATE guidance_supportmeasure SET title = title || '（改）'"],
            "（改）”：与最近一次修订不同",
            id="a measure changed without one",
        ),
        pytest.param(
            "revisions",
            ["DELETE FROM guidance_criterion WHERE id = (SELECT min(id) FROM guidance_criterion)"],
            "”：与最近一次修订不同",
            id="a condition of a measure that is gone",
        ),
        pytest.param(
            "revisions",
            ["DELETE FROM guidance_measurerevision"],
            "”：没有修订记录",
            id="the revisions of measures that are gone",
        ),
        pytest.param(
            "revisions",
            [
                "INSERT INTO articles_rowrevision (model, row, number, created_at, note, name, snapshot,"
                " is_deletion) VALUES ('articles.mention', 1, 2, now(), '', 'x', '{}', false)"
            ],
            "articles.mention 1 的修订应有 2 次，只有 1 次",
            id="one of the revisions of a link that is gone",
        ),
        pytest.param(
            "quotes",
            ['UPDATE guidance_measurequote SET start = start + 1, "end" = "end" + 1'],
            "支持措施：",
            id="a measure whose words stand elsewhere",
        ),
        pytest.param(
            "quotes",
            ['UPDATE articles_laterrule SET start = start + 1, "end" = "end" + 1 WHERE quote <> \'\''],
            "后来的规定：",
            id="a later rule whose words stand elsewhere",
        ),
        pytest.param(
            "links",
            [f'UPDATE articles_mention SET start = start + 1, "end" = "end" + 1 WHERE id = {MENTION}'],
            "不是引文",
            id="a link whose words stand elsewhere",
        ),
        pytest.param(
            "audit",
            [
                "INSERT INTO policy_portal_auditentry"
                " (number, at, kind, user_name, what, model, row, row_name, address, previous, digest)"
                " VALUES (1, now(), 'content', 'x', 'x', '', '', '', '', '', '')"
            ],
            "审计日志：第 1 条的内容与校验值不符",
            id="an entry of the audit log that was slipped in",
        ),
        pytest.param(
            "keys",
            ["DELETE FROM articles_entity WHERE slug = 'mof'"],
            "指向 articles_entity 里没有的行",
            id="rows whose target is gone",
        ),
        pytest.param(
            "unique",
            [
                "ALTER TABLE articles_articlerevision DROP CONSTRAINT article_revision_number_unique",
                f"INSERT INTO articles_articlerevision ({REVISION}) SELECT {REVISION}"
                " FROM articles_articlerevision LIMIT 1",
                "CREATE UNIQUE INDEX planted ON articles_articlerevision (article_id, number)"
                " WHERE created_at < '2000-01-01'",
                "UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'planted'::regclass",
            ],
            "1 个值重复（planted）",
            id="a value that an index should have refused",
        ),
        pytest.param(
            "guards",
            ["ALTER TABLE articles_mention DISABLE TRIGGER USER"],
            "触发器 articles_mention_quote 停用了",
            id="a trigger that is switched off",
        ),
        pytest.param(
            "index",
            [f"UPDATE articles_indexedarticle SET tokens = tokens || ' 外来词' WHERE article_id = {ARTICLE}"],
            "第二十五条：索引里的文字或用词与条文不符",
            id="an index of other words",
        ),
    ],
)
def test_it_is_found_and_named(name, statements, named):
    plant(*statements)
    assert any(named in problem for problem in problems_of(name)), problems_of(name)


def test_a_kept_version_that_was_changed_is_found():
    policy = Article.objects.first().policy
    version = keep_present(policy)
    version.snapshot["units"][3]["text"] += "。"
    PolicyVersion.objects.with_ids([version.pk]).update(snapshot=version.snapshot)
    (problem,) = problems_of("versions")
    assert "的正文与校验值不符" in problem


def test_an_entity_that_was_edited_and_then_changed_without_a_revision_is_found():
    entity = Entity.objects.get(slug="mof")
    keep_entity(entity, note="编辑之前的内容")
    assert problems_of("revisions") == []
    plant(f"UPDATE articles_entity SET name = '财政局' WHERE id = {entity.pk}")
    assert problems_of("revisions") == [f"财政局（{entity.get_kind_display()}）：与最近一次修订不同"]


def test_the_articles_of_a_chapter_that_is_renumbered_have_a_revision_of_it():
    division = Division.objects.filter(articles__number=25).get()
    division.number = 9
    save_division(division)
    assert problems_of("revisions") == []
    assert Article.objects.get(number=25).revisions.latest("number").division_eid == division.eid


def test_a_revision_kept_before_a_field_existed_still_agrees():
    revision = PolicyRevision.objects.order_by("-number").first()
    del revision.snapshot["divisions"][0]["kind"], revision.snapshot["records"]
    PolicyRevision.objects.filter(pk=revision.pk).update(snapshot=revision.snapshot)
    assert problems_of("revisions") == []


def test_the_command_names_what_it_found_and_fails():
    plant(f"DELETE FROM articles_articlerevision WHERE article_id = {ARTICLE}")
    out, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", "revisions", "hashes", stdout=out, stderr=errors)
    assert ended.value.code == 1
    assert "✓ 正文的校验值" in out.getvalue()
    assert "× 修订与现状\n    " in out.getvalue()
    assert "发现 1 个问题" in errors.getvalue()


def test_a_check_that_does_not_exist_is_no_success():
    with pytest.raises(SystemExit) as ended:
        call_command("verify", "nothing", stdout=StringIO(), stderr=StringIO())
    assert ended.value.code == 2
