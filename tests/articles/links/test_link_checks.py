"""`check_links` finds each kind of fault by itself, also where the database's own guards were taken away."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from articles.links.link_checks import link_problems
from articles.models import Article, Entity, Mention, Reference

TABLES = tuple(
    f"articles_{name}" for name in ("mention", "reference", "article", "entity", "alias", "issuer")
)
CONSTRAINTS = {
    "articles_mention": (
        "mention_offsets_of_quote", "mention_named_has_quote", "mention_editorial_has_reason",
        "mention_inherited_has_no_quote", "mention_passage_has_text",
    ),
    "articles_reference": ("reference_has_quote", "reference_offsets_of_quote"),
}  # fmt: skip
UNIQUE = ("mention_named_once", "mention_unnamed_once")


@pytest.fixture
def unguarded(shipped):
    """The shipped content without the guards of the database, until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table, names in CONSTRAINTS.items():
            for name in names:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name in UNIQUE:
            cursor.execute(f"DROP INDEX {name}")
    return shipped


def problems() -> list[str]:
    return list(link_problems())


def named(policy, number: int = 25) -> Mention:
    mentions = Mention.objects.of_policy(policy).with_basis("named").filter(article__number=number)
    return mentions.filter(entity__kind="instrument").order_by("start").first()


def test_the_shipped_content_has_no_fault(shipped, capsys):
    assert problems() == []
    call_command("check_links")
    assert "没有问题" in capsys.readouterr().out


def test_a_fault_ends_the_command_with_a_list_and_a_status(unguarded, capsys):
    Mention.objects.filter(pk=named(unguarded).pk).update(quote="免税")
    with pytest.raises(SystemExit) as ended:
        call_command("check_links")
    output = capsys.readouterr()
    assert ended.value.code == 1
    assert "不是引文" in output.out
    assert "发现 1 个问题" in output.err


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"quote": "免税"}, "不是引文"),
        ({"start": 0, "end": 2}, "不是引文"),
        ({"start": 9000, "end": 9002}, "不是引文"),
        ({"start": None, "end": None}, "有原文而没有位置"),
        ({"end": None}, "起止位置不成立"),
        ({"start": 5, "end": 5}, "起止位置不成立"),
        ({"quote": "", "start": None, "end": None}, "没有原文"),
        ({"basis": "editorial", "reason": " "}, "没有理由"),
        ({"basis": "inherited"}, "不是发文机关"),
        ({"basis": "rumour"}, "依据“rumour”不成立"),
        ({"status": "lost"}, "状态“lost”不成立"),
        ({"passage": "notice"}, "所在文字与条文不相符"),
    ],
)
def test_a_planted_fault_of_a_mention_is_named(unguarded, values, words):
    mention = named(unguarded)
    Mention.objects.filter(pk=mention.pk).update(**values)
    reported = [problem for problem in problems() if problem.startswith(f"提及 {mention.pk}（")]
    assert any(words in problem for problem in reported), reported


def test_a_duplicate_is_named(unguarded):
    mention = named(unguarded)
    mention.pk = None
    mention.save(force_insert=True)
    assert any("重复 2 次" in problem for problem in problems())


def test_an_overlap_within_a_kind_is_named(unguarded):
    mention = named(unguarded)
    other = Entity.objects.of_kind("instrument").exclude(pk=mention.entity_id).filter(is_group=False).first()
    mention.pk, mention.entity = None, other
    mention.save(force_insert=True)
    assert any("重叠" in problem for problem in problems())


def test_a_text_that_left_its_quotes_behind_is_named(unguarded):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET text = '改。', heading = '', short_title = '',"
            " sha256 = encode(sha256(convert_to('改。', 'UTF8')), 'hex') WHERE number = 25"
        )
    left = Mention.objects.with_quote().standing().filter(article__number=25).count()
    assert len([problem for problem in problems() if "不是引文" in problem]) == left > 5


def test_an_article_of_another_policy_is_named(unguarded, import_text):
    other = import_text("other", "另一办法\n第一条 丙。\n")
    Mention.objects.filter(pk=named(unguarded).pk).update(policy=other)
    assert any("条文不属于这件政策" in problem for problem in problems())


def test_an_orphan_a_wrong_parent_and_a_circle_are_named(unguarded):
    orphan = Entity.objects.create(kind="goal", slug="orphan", name="没有条文的目标", is_searched=False)
    assert any("goal/orphan：没有任何链接" in problem for problem in problems())
    actor = Entity.objects.of_kind("actor").first()
    Entity.objects.filter(pk=orphan.pk).update(parent=actor)
    assert any("是另一种类" in problem for problem in problems())
    child = Entity.objects.create(kind="goal", slug="child", name="下级", parent=orphan)
    Entity.objects.filter(pk=orphan.pk).update(parent=child)
    assert any("成环" in problem for problem in problems())


def test_a_name_of_two_entities_and_a_link_to_a_class_are_named(shipped):
    actor = Entity.objects.of_kind("actor").filter(is_searched=True).first()
    Entity.objects.create(kind="instrument", slug="twin", name=actor.name)
    assert any(f"名称“{actor.name}”指向多个实体" in problem for problem in problems())
    group = Entity.objects.of_kind("instrument").filter(is_group=True).first()
    Mention.objects.filter(pk=named(shipped).pk).update(entity=group)
    assert any("只是分类" in problem for problem in problems())


def test_a_name_handed_on_from_one_to_the_next_is_no_fault(unguarded):
    first, second = Entity.objects.of_kind("ministry")[:2]
    first.aliases.create(name="某某局", valid_until=date(1999, 12, 31))
    later = second.aliases.create(name="某某局", valid_from=date(2000, 1, 1))
    assert not problems()
    later.valid_from = date(1999, 12, 31)
    later.save()
    assert [problem for problem in problems() if "名称“某某局”指向多个实体" in problem]


def test_an_article_without_goal_or_instrument_is_named(shipped):
    rows = Mention.objects.filter(article__number=7, entity__kind__in=["goal", "instrument"])
    rows.update(status="rejected")
    assert any("第七条：没有任何目标或政策工具" in problem for problem in problems())


def test_a_link_to_a_hidden_entity_is_named(shipped):
    Entity.objects.filter(pk=named(shipped).entity_id).update(is_published=False)
    assert any("未公开" in problem for problem in problems())


def test_a_reference_to_the_wrong_article_is_named(unguarded, import_text):
    article = Article.objects.get(policy=unguarded, number=25)
    wrong = import_text("other", "另一办法\n第一条 丙。\n").articles.get()
    Reference.objects.create(
        policy=unguarded, article=article, quote="", number=3, target=wrong, status="published"
    )
    reported = [problem for problem in problems() if problem.startswith("援引")]
    assert {"援引没有原文", "指向第一条，而所引是第3条", "指向的条文不属于所引文件"} == {
        problem.partition("：")[2] for problem in reported
    }
