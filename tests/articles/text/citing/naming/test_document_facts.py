"""Facts by which people look for a document, and words that are none."""

from datetime import date

import pytest

from articles.text.citing.naming.document_facts import DocumentFacts, document_facts
from articles.text.citing.naming.document_numbers import document_number_key, leading_document_number


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        ("2021年8月20日通过", DocumentFacts(date(2021, 8, 20), "adopted")),
        ("2021年8月20日国务院通过", DocumentFacts(date(2021, 8, 20), "adopted", issuer="国务院")),
        ("二〇二一年八月二十日", DocumentFacts(date(2021, 8, 20))),
        ("二○○九年五月十五日印发的文件", DocumentFacts(date(2009, 5, 15), "signed")),
        ("2021年11月1日起施行", DocumentFacts(date(2021, 11, 1), "effective")),
        ("2024-12-25通过", DocumentFacts(date(2024, 12, 25), "adopted")),
        ("2024.12.25", DocumentFacts(date(2024, 12, 25))),
        ("232号", DocumentFacts(serial=232)),
        ("232号文件", DocumentFacts(serial=232)),
        ("第722号令", DocumentFacts(serial=722, is_order=True)),
        ("令第722号", DocumentFacts(serial=722, is_order=True)),
        ("财政部 2009年", DocumentFacts(issuer="财政部", year=2009)),
        ("财政部2009年发布的文件", DocumentFacts(issuer="财政部", year=2009)),
        ("2009年财政部", DocumentFacts(issuer="财政部", year=2009)),
        ("国务院 2019 营商环境", DocumentFacts(issuer="国务院", year=2019, subject="营商环境")),
        ("2019年 国务院 营商环境", DocumentFacts(issuer="国务院", year=2019, subject="营商环境")),
    ],
)
def test_facts_are_read(written, facts):
    assert document_facts(written) == facts


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2009",
        "财政部",
        "2021年8月20日以后怎么办",
        "于2021年8月20日通过",
        "满十八周岁",
        "民法典 2020 第五条",
        "关税15%",
        "2021年2月30日通过",
    ],
)
def test_other_words_are_no_facts(written):
    assert document_facts(written) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("国务院令722号", "国务院令第722号"),
        ("国务院令第 722 号", "国务院令第722号"),
        ("国务院令５３５", "国务院令第535号"),
        ("工信部2024年公告第5号", "工信部公告2024年第5号"),
        ("工业和信息化部公告2024年第5号", "工业和信息化部公告2024年第5号"),
        ("国务院令第722号第三条", None),
        ("命令第", None),
    ],
)
def test_orders_and_notices_have_a_number_too(written, key):
    assert document_number_key(written) == key


def test_a_place_may_follow_the_number_of_an_order():
    assert leading_document_number("国务院令722号第12条") == ("国务院令第722号", "第12条")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("国令第790号", "国务院令第790号"),
        ("国务院令第790号", "国务院令第790号"),
        ("法释2023第13号", "法释〔2023〕13号"),
        ("法释〔2023〕13号", "法释〔2023〕13号"),
    ],
)
def test_numbers_are_read_in_their_short_forms(written, key):
    assert document_number_key(written) == key


@pytest.mark.parametrize("written", ["国务院令五百六十四号", "国务院令第五百六十四号", "国务院令第564号"])
def test_the_number_of_an_order_in_chinese_numerals(written):
    assert leading_document_number(written) == ("国务院令第564号", "")


def test_a_year_and_an_article_are_no_number():
    assert leading_document_number("某法(2010)第22条") is None
