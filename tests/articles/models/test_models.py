"""What the database itself refuses, and how articles and divisions name themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, Policy

LAW = """某法
第一编 总
第一章 甲
第一节 乙
第一条 丙。
第二编 分
第一章 丁
第二条 戊。
第二条之一 己。
第十条 庚。
"""


def refusal(change) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return str(caught.value)


def change(instance, **values):
    return lambda: type(instance).objects.filter(pk=instance.pk).update(**values)


def test_a_wrong_hash_cannot_be_stored(article):
    assert "article_sha256_of_text" in refusal(change(article(1), sha256="0" * 64))
    assert "article_sha256_of_text" in refusal(change(article(1), text="另一段文字。", heading=""))


def test_a_heading_that_does_not_begin_the_text_cannot_be_stored(article):
    assert "article_heading_begins_text" in refusal(change(article(1), heading="支持企业走出去"))


def test_an_empty_text_and_article_zero_cannot_be_stored(article):
    assert "article_number_in_bounds" in refusal(change(article(1), number=0))
    empty = Article(policy=article(1).policy, number=99, text="", position=99)
    assert "article_text_present" in refusal(empty.save)


def test_an_article_number_is_given_once_in_a_policy(article):
    assert "article_address_unique" in refusal(change(article(1), number=2))


def test_caption_and_short_title_exclude_each_other(article):
    assert "article_one_kind_of_title" in refusal(change(article(1), short_title="短标题"))


def test_one_document_number_is_one_policy_whatever_its_brackets(shipped):
    twin = Policy(slug="twin", title="别的标题", document_number="工信部联科【2009】232号")
    assert "policy_document_number_unique" in refusal(twin.save)
    with pytest.raises(ValidationError, match="已有同一发文字号的政策"):
        Policy(
            slug="twin", title="别", document_number_key=shipped.document_number_key
        ).validate_constraints()


def test_two_policies_may_share_a_title(shipped):
    """Trap 57: 国经贸技术〔2002〕444号 bears the same title."""
    Policy.objects.create(slug="gjm-2002-444", title=shipped.title, document_number="国经贸技术〔2002〕444号")
    assert Policy.objects.titled("国家产业技术政策").count() == 2


@pytest.mark.parametrize("order", ["in_list_order", "featured_then_newest"])
def test_policies_of_one_title_without_dates_have_a_fixed_order(db, order):
    """Else a policy could stand on two pages of a list, or on none."""
    first, second = (Policy.objects.create(slug=slug, title="某办法") for slug in ("first", "second"))
    Policy.objects.filter(pk=first.pk).update(source_note="移到表末")  # the database then reads it last
    assert list(getattr(Policy.objects.titled("某办法"), order)()) == [first, second]


def test_one_policy_opens_the_home_page(shipped):
    other = Policy(slug="other", title="另一件", is_featured=True)
    assert "policy_one_featured" in refusal(other.save)


def test_a_status_needs_its_basis(shipped):
    assert "policy_status_has_basis" in refusal(change(shipped, status="in_force"))


def test_articles_stand_in_printed_order_not_in_that_of_characters(shipped):
    """Trap 27."""
    labels = [article.label for article in shipped.articles.in_order()]
    assert labels[:3] == ["第一条", "第二条", "第三条"]
    assert labels[9] == "第十条"
    assert sorted(labels) != labels


def test_an_article_of_a_section_stands_in_the_chapter_above(import_text):
    law = import_text("law", LAW)
    article = law.articles.for_reading().get(number=1)
    assert (article.division.heading, article.chapter.heading) == ("第一节 乙", "第一章 甲")
    assert list(Article.objects.of_division(article.chapter)) == [article]


def test_divisions_have_akoma_ntoso_names_and_chapters_that_begin_anew_an_address_of_their_own(import_text):
    law = import_text("law", LAW)
    assert [(division.eid, division.address) for division in law.divisions.order_by("position")] == [
        ("part_1", "1"),
        ("part_1__chp_1", "1-1"),
        ("part_1__chp_1__sec_1", "1-1-1"),
        ("part_2", "2"),
        ("part_2__chp_1", "2-1"),
    ]


def test_addresses_are_readable(import_text, article):
    law = import_text("law", LAW)
    assert article(25).get_absolute_url() == "/policies/gxblk-2009-232/articles/25/"
    inserted = law.articles.get(number=2, suffix=1)
    assert inserted.get_absolute_url() == "/policies/law/articles/2-1/"
    assert inserted.label == "第二条之一"
    urls = [division.get_absolute_url() for division in law.divisions.order_by("position")]
    assert urls[:3] == [
        "/policies/law/full/#part_1",
        "/policies/law/chapters/1-1/",
        "/policies/law/chapters/1-1/#part_1__chp_1__sec_1",
    ]


def test_an_article_cannot_be_put_into_another_policys_chapter(import_text, article):
    stray = article(1)
    stray.division = import_text("law", LAW).divisions.first()
    with pytest.raises(ValidationError, match="不属于这件政策"):
        stray.full_clean()


@pytest.mark.parametrize(
    ("unit", "printed", "gap"),
    [("article", "", " "), ("part", "一、", ""), ("item", "（六）", ""), ("point", "1.", " ")],
)
def test_a_label_that_brings_its_own_space_gets_none_before_the_heading(unit, printed, gap):
    assert Article(unit=unit, number=6, printed_label=printed).label_gap == gap
