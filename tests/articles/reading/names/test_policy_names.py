"""Names of policies: titles, short names, short titles; and documents that are named and not stored."""

import pytest

from articles.links.linker import suggest_links
from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import one_state
from articles.reading.names.documents_not_held import MissingDocument, missing_document
from articles.reading.names.issuing_bodies import names_of_body
from articles.reading.names.policy_names import (
    full_name,
    policies_by_other_name,
    policies_named,
    policies_numbered,
)

LAW = "中华人民共和国{}\n第一条 甲。\n第二条 乙。\n"
LOANS = "最高人民法院关于审理民间借贷案件适用法律若干问题的规定"


@pytest.fixture
def library(import_text, shipped):
    """Some laws beside the shipped policy, by their titles."""
    titles = ("消费者权益保护法", "民事诉讼法", "消费者权益保护法实施条例")
    policies = {title: import_text(f"law-{n}", LAW.format(title)) for n, title in enumerate(titles)}
    policies[LOANS] = import_text("loans", f"{LOANS}\n第一条 甲。\n")
    return policies


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("消费者权益保护法", "消费者权益保护法"),
        ("中华人民共和国消费者权益保护法", "消费者权益保护法"),
        ("《消法》", "消费者权益保护法"),
        ("消保法", "消费者权益保护法"),
        ("消法实施条例", "消费者权益保护法实施条例"),
        ("民诉法", "民事诉讼法"),
        ("最高法关于民间借贷的解释", LOANS),
        ("民间借贷司法解释", LOANS),
    ],
)
def test_a_name_means_the_policy(library, name, title):
    assert policies_named(name) == [library[title]]


@pytest.mark.parametrize("name", ["", "法", "消", "消法怎么规定", "买卖合同司法解释", "个保法", "x" * 300])
def test_other_words_mean_none(library, name):
    assert policies_named(name) == []


def test_an_editor_gives_a_name_and_takes_it_away(library):
    law = Entity.objects.get(kind=EntityKind.DOCUMENT, name_key="消费者权益保护法")
    alias = Alias.objects.create(entity=law, name="维权法")
    assert policies_by_other_name("维权法") == [library["消费者权益保护法"]]
    alias.delete()
    assert policies_by_other_name("维权法") == []


def test_only_other_names_ask_the_database(library, django_assert_num_queries):
    policies_by_other_name("民间借贷解释")  # what is remembered is read once
    with one_state(), django_assert_num_queries(1):  # the versions of what is remembered
        assert policies_by_other_name("知识产权") == []


def test_a_name_that_is_written_out(library):
    assert full_name("消法实施条例") == "消费者权益保护法实施条例"
    assert full_name("知识产权") == "知识产权"
    assert names_of_body("工信部") == ["工信部", "工业和信息化部"]


class TestMissing:
    def test_what_replaced_a_law_is_known_without_its_text(self, shipped):
        assert missing_document("合同法") == MissingDocument(
            "合同法", "民法典", "2021-01-01", "《中华人民共和国民法典》第一千二百六十条"
        )

    def test_its_text_is_offered_where_it_is_stored(self, import_text, shipped):
        code = import_text("code", LAW.format("民法典"))
        assert missing_document("中华人民共和国担保法").policy == code

    def test_a_stored_article_says_what_it_repeals(self, import_text, shipped):
        new = import_text("new", "某新办法\n第一条 甲。\n第二条 本办法施行之日，《某旧办法》同时废止。\n")
        suggest_links(new)
        assert missing_document("某旧办法") == MissingDocument(
            "某旧办法", "某新办法", "", new.articles.get(number=2).citation, new
        )

    def test_being_mentioned_is_not_being_repealed(self, import_text, shipped):
        new = import_text("new", "某新办法\n第一条 依照《某旧办法》。\n第二条 《另一办法》同时废止。\n")
        suggest_links(new)
        assert missing_document("某旧办法") == MissingDocument("某旧办法")

    @pytest.mark.parametrize("name", ["", "知识产权", "没有听说过的法"])
    def test_words_that_name_nothing(self, shipped, name):
        assert missing_document(name) is None


def test_an_order_is_found_by_what_it_published_or_amended(import_text, shipped):
    policy = import_text("rule", LAW.format("某条例"))
    Policy.objects.filter(pk=policy.pk).update(
        adoption="2004年1月1日 中华人民共和国国务院令第700号公布\n2019年3月2日 国务院令第709号修订"
    )
    assert policies_numbered("国务院令第709号") == [policy]
    assert policies_numbered("国务院令第7号") == []
    Policy.objects.filter(pk=policy.pk).update(document_number_key="工业和信息化部公告2024年第5号")
    assert policies_numbered("工信部公告2024年第5号") == [policy]


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        ("甲办公室 工业和信息化部令第12号", "甲办公室令第12号"),
        ("工业和信息化部 某部令第12号", "工信部令第12号"),
        ("主席令第十二号", "主席令第12号"),
        ("主席令第12号", "主席令第12号"),
        ("某部公告2024年第5号", "某部公告2024年第5号"),
    ],
)
def test_an_order_is_found_by_its_first_body_and_in_digits(import_text, shipped, number, cited):
    policy = import_text("order", LAW.format("某法"))
    Policy.objects.filter(pk=policy.pk).update(document_number=number, document_number_key=number)
    assert policies_numbered(cited) == [policy]
    assert policies_numbered(cited.replace("2号", "3号").replace("5号", "6号")) == []
