"""Every constraint of the knowledge base by its name: what the database refuses from any hand."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Addressee, Article, ArticleRevision, Division, Issuer, Policy, PolicyRevision

SOURCE = "某办法\n第一章 甲\n第一条 丙。\n第二章 乙\n第二条 丁。\n"


def refusal(change) -> str:
    """The database's own words, deferred constraints checked as well."""

    def change_and_check() -> None:
        with transaction.atomic():
            change()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as caught:
        change_and_check()
    return str(caught.value)


def update(instance, **values):
    return lambda: type(instance).objects.filter(pk=instance.pk).update(**values)


@pytest.fixture
def chapters(import_text) -> list[Division]:
    return list(import_text("other", SOURCE).divisions.order_by("position"))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"number": 0}, "division_number_in_bounds"),
        ({"number": 100_000}, "division_number_in_bounds"),
        ({"eid": "chp_2"}, "division_eid_unique"),
        ({"address": "2"}, "division_address_unique"),
        ({"position": 2}, "division_position_unique"),
        ({"title_first": "", "title_second": "后半"}, "division_halves_in_order"),
    ],
)
def test_a_division_is_refused(chapters, values, constraint):
    assert constraint in refusal(update(chapters[0], **values))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"position": 2}, "article_position_unique"),
        ({"number": 2}, "article_address_unique"),
        ({"number": 0}, "article_number_in_bounds"),
        ({"number": 100_000}, "article_number_in_bounds"),
        ({"suffix": 1000}, "article_number_in_bounds"),
        ({"sha256": ""}, "article_sha256_of_text"),
        ({"heading": "丁"}, "article_heading_begins_text"),
        ({"heading": "丙。后"}, "article_heading_begins_text"),
        ({"heading": "丙", "short_title": "短"}, "article_one_kind_of_title"),
    ],
)
def test_an_article_is_refused(chapters, values, constraint):
    assert constraint in refusal(update(chapters[0].articles.get(), **values))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"title": ""}, "policy_title_present"),
        ({"title_key": ""}, "policy_title_present"),
        ({"is_featured": True}, "policy_one_featured"),
        ({"status": "repealed"}, "policy_status_has_basis"),
        ({"document_number_key": "工信部联科〔2009〕232号"}, "policy_document_number_unique"),
        ({"slug": "gxblk-2009-232"}, "slug"),
    ],
)
def test_a_policy_is_refused(shipped, chapters, values, constraint):
    assert constraint in refusal(update(chapters[0].policy, **values))


@pytest.mark.parametrize(
    "row",
    [
        lambda policy: Issuer(policy=policy, position=1, printed_name="甲", name="甲", official_name="甲"),
        lambda policy: Addressee(policy=policy, position=1, body="甲"),
        lambda policy: PolicyRevision(policy=policy, number=1, created_at=timezone.now(), snapshot={}),
        lambda policy: ArticleRevision(
            article=policy.articles.first(), number=1, created_at=timezone.now(), text="甲", sha256=""
        ),
    ],
    ids=["issuer", "addressee", "policy revision", "article revision"],
)
def test_a_place_in_an_order_is_taken_once(shipped, row):
    assert "_unique" in refusal(row(shipped).save)


def test_articles_may_change_places_within_one_transaction(shipped):
    shipped.articles.update(position=35 - F("position"))
    connection.check_constraints()
    assert shipped.articles.in_order().first().number == 34


def test_a_chapter_with_articles_or_sections_is_not_deleted(chapters):
    with pytest.raises(IntegrityError), transaction.atomic():
        chapters[0].delete()
    assert Division.objects.filter(pk=chapters[0].pk).exists()


def test_an_issuer_belongs_to_a_policy_that_exists(shipped):
    assert refusal(update(shipped.issuers.first(), policy_id=0))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"heading": "另一个条标"}, "条标须是条文开头的原文"),
        ({"heading": "丙", "short_title": "短"}, "有条标的条不另拟短标题"),
        ({"sha256": "0" * 64}, "SHA-256 与条文不符"),
        ({"number": 2}, "这件政策已有此条号"),
    ],
)
def test_forms_refuse_an_article_in_chinese(chapters, values, says):
    article = chapters[0].articles.get()
    for name, value in values.items():
        setattr(article, name, value)
    with pytest.raises(ValidationError, match=says):
        article.full_clean()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"is_featured": True}, "首页政策至多一件"),
        ({"status": "in_force"}, "请写明效力状态的依据"),
        ({"document_number_key": "工信部联科〔2009〕232号"}, "已有同一发文字号的政策"),
    ],
)
def test_forms_refuse_a_policy_in_chinese(shipped, chapters, values, says):
    policy = chapters[0].policy
    for name, value in values.items():
        setattr(policy, name, value)
    with pytest.raises(ValidationError, match=says):
        policy.validate_constraints()


@pytest.mark.parametrize(
    "written",
    [
        "工信部联科[2009]232号",
        "工信部联科（2009）232号",
        "工信部联科［２００９］２３２号",
        "工信部联科 〔2009〕 232 号",
    ],
)
def test_a_document_number_is_the_same_in_any_brackets(shipped, written):
    twin = Policy(slug="twin", title="另一件", document_number=written)
    assert "policy_document_number_unique" in refusal(twin.save)


def test_saving_one_field_keeps_what_follows_from_it(shipped):
    shipped.document_number = "工信部联科[2009]233号"
    shipped.save(update_fields=["document_number"])
    assert Policy.objects.numbered("工信部联科〔2009〕233号").get() == shipped


def test_a_text_stored_without_its_hash_is_refused(article):
    article_5 = article(5)
    article_5.heading, article_5.text = "", "改后的条文。"
    assert "article_sha256_of_text" in refusal(lambda: article_5.save(update_fields=["heading", "text"]))
    assert Article.objects.get(pk=article_5.pk).text != "改后的条文。"


def test_numbers_that_begin_anew_are_no_second_article_of_the_same_number(import_text):
    policy = import_text("twice", "某办法\n第一条 甲。\n第二条 乙。\n第一条 丙。\n")
    assert [(article.address, article.text) for article in policy.articles.in_order()] == [
        ("1", "甲。"),
        ("2", "乙。"),
        ("att_1.1", "丙。"),
    ]


def test_signs_with_a_meaning_in_patterns_are_letters_in_a_heading(import_text):
    policy = import_text("percent", "某办法\n第一条 100%达标_率。由各市落实。\n")
    article = policy.articles.get()
    assert article.heading == "100%达标_率"
    for pattern in ("1%", "____", "100\\%"):
        assert "article_heading_begins_text" in refusal(update(article, heading=pattern))
