"""No hand can store a link whose words are not in the text: the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.links.evidence import Basis, LinkStatus
from articles.models.postgres.digests import text_sha256

TEXT = "某办法\n第一条 支持企业。企业应当创新。\n第二条 丙。\n"


@pytest.fixture
def law(import_text) -> Policy:
    return import_text("law", TEXT)


@pytest.fixture
def first(law) -> Article:
    return law.articles.get(number=1)


@pytest.fixture
def entity(db) -> Entity:
    return Entity.objects.create(kind="actor", slug="test-actor", name="测试主体")


def link(first, entity, **values) -> Mention:
    place = {"policy": first.policy, "article": first, "entity": entity}
    words = {"quote": "企业", "start": 2, "end": 4, "basis": Basis.NAMED, "status": LinkStatus.PUBLISHED}
    return Mention(**{**place, **words, **values})


def refusal(change) -> str:
    def changed() -> None:
        with transaction.atomic():
            change()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as caught:
        changed()
    return str(caught.value) + repr(caught.value.__cause__.diag.constraint_name)


def test_a_true_quote_is_stored(first, entity):
    link(first, entity).save()
    link(first, entity, start=5, end=7).save()
    assert entity.mentions.count() == 2


@pytest.mark.parametrize("status", ["published", "suggested"])
@pytest.mark.parametrize(
    "values",
    [
        {"start": 3, "end": 5},
        {"start": 90, "end": 92},
        {"quote": "公司"},
        {"quote": "支持", "start": 1, "end": 3},
    ],
)
def test_a_quote_that_is_not_there_is_refused(first, entity, values, status):
    assert "quote_stands" in refusal(link(first, entity, status=status, **values).save)


def test_a_rejected_or_stale_quote_is_kept_as_it_was(first, entity):
    for status in (LinkStatus.REJECTED, LinkStatus.STALE):
        link(first, entity, start=3, end=5, status=status).save()
    assert entity.mentions.count() == 2


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"end": 5, "status": "rejected"}, "mention_offsets_of_quote"),
        ({"start": None, "end": None}, "mention_offsets_of_quote"),
        ({"quote": "", "start": None, "end": None}, "mention_named_has_quote"),
        ({"quote": "", "start": None, "end": None, "basis": "editorial"}, "mention_editorial_has_reason"),
        ({"basis": "inherited"}, "mention_inherited_has_no_quote"),
        ({"article": None, "status": "stale"}, "mention_passage_has_text"),
        ({"passage": "notice", "status": "stale"}, "mention_passage_has_text"),
    ],
)
def test_a_link_without_its_evidence_is_refused(first, entity, values, constraint):
    assert constraint in refusal(link(first, entity, **values).save)


def test_an_article_of_another_policy_is_refused(first, entity, import_text):
    other = import_text("other", "另一办法\n第一条 支持企业。\n")
    assert "article_of_policy" in refusal(link(first, entity, policy=other).save)


def test_the_same_link_is_stored_once(first, entity):
    link(first, entity).save()
    assert "mention_named_once" in refusal(link(first, entity).save)
    judged = {"quote": "", "start": None, "end": None, "basis": "editorial", "reason": "理由。"}
    link(first, entity, **judged).save()
    assert "mention_unnamed_once" in refusal(link(first, entity, **judged).save)


def test_words_outside_the_articles_are_held_to_the_same(shipped, entity):
    outside = {"policy": shipped, "article": None, "passage": "issuers", "entity": entity, "basis": "named"}
    Mention.objects.create(**outside, quote="科　技　部", start=8, end=13, status="published")
    wrong = Mention(**outside, quote="科技部", start=8, end=11, status="published")
    assert "quote_stands" in refusal(wrong.save)


@pytest.mark.parametrize("model", [Mention, Reference])
def test_a_text_cannot_leave_its_quotes_behind(first, entity, model):
    if model is Mention:
        link(first, entity).save()
    else:
        words = {"quote": "企业", "start": 2, "end": 4, "number": 1, "status": LinkStatus.PUBLISHED}
        Reference.objects.create(policy=first.policy, article=first, **words)
    behind = Article.objects.filter(pk=first.pk)
    assert "quotes_of_text_stand" in refusal(
        lambda: behind.update(text="改了。", sha256=text_sha256("改了。"), heading="")
    )


def test_the_notice_cannot_leave_its_quotes_behind(shipped, entity):
    Mention.objects.create(
        policy=shipped, passage="notice", entity=entity, basis="named", quote=shipped.notice[:2], start=0,
        end=2, status="published",
    )  # fmt: skip
    policy = Policy.objects.filter(pk=shipped.pk)
    assert "quotes_of_text_stand" in refusal(lambda: policy.update(notice="改了。"))
    issuers = shipped.issuers.filter(position=1)
    Mention.objects.create(
        policy=shipped, passage="issuers", entity=entity, basis="named", quote="工业", start=0, end=2,
        status="published",
    )  # fmt: skip
    assert "quotes_of_text_stand" in refusal(lambda: issuers.update(printed_name="某部"))


def test_text_and_offsets_may_change_together_in_any_order(first, entity):
    link(first, entity).save()
    with transaction.atomic():
        text = f"再{first.text}"
        Article.objects.filter(pk=first.pk).update(text=text, sha256=text_sha256(text))
        entity.mentions.update(start=F("start") + 1, end=F("end") + 1)
        connection.check_constraints()
    assert entity.mentions.get().start == 3
