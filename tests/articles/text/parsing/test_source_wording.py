"""The wording of the shipped source stays as it is, however it disagrees with itself or with the law.

Numbers are those of the list of traps, group F and the ones of A–E that concern no parsing. What is only an
alias or a variant belongs to search and to later vocabularies, never to the text.
"""

from functools import cache

import pytest
from django.conf import settings

from articles.text.parsing.structure import ParsedPolicy, parse_policy


@cache
def policy() -> ParsedPolicy:
    path = settings.CONTENT_DIR / "source" / "gxblk-2009-232.txt"
    return parse_policy(path.read_bytes().decode("utf-8"))


def articles_holding(words: str) -> list[int]:
    return [article.number for article in policy().articles if words in article.text]


def test_trap_17_a_notice_title_is_nowhere_in_the_source():
    assert not any("的通知" in passage.text for passage in policy().passages())


def test_trap_32_the_law_is_cited_under_the_name_the_source_gives_it():
    assert articles_holding("《中华人民共和国科技成果转化法》") == [14]
    assert articles_holding("促进科技成果转化法") == []


@pytest.mark.parametrize(
    ("trap", "wording", "articles"),
    [
        (33, "研究制订", [14]),
        (33, "国家制订和定期调整", [16]),
        (33, "自主制定", [19]),
        (33, "并将制定", [23]),
        (34, "高等院校", [4, 24, 28, 33]),
        (34, "高等学校", [21]),
        (34, "科研院所", [4, 21, 24, 28]),
        (34, "科研机构", [17]),
        (35, "大型企业和企业集团", [1]),
        (35, "支持大企业", [9]),
        (35, "企业技术中心", [4]),
        (35, "研发联盟", [26]),
        (36, "技术引进消化吸收再创新", [23]),
        (36, "引进、消化吸收和再创新", [24, 25]),
        (36, "引进技术的消化吸收再创新", [2]),
        (36, "消化再创新", []),
        (37, "共性关键技术", [1, 9]),
        (37, "核心、关键共性技术", [2]),
        (37, "关键技术、共性技术", [10, 27]),
        (37, "关键和共性技术", [15]),
        (38, "公共技术支持服务平台", [9]),
        (38, "科技中介机构", [6]),
        (38, "技术中介服务组织", [31]),
        (39, "生产能力", [2]),
        (39, "产能", [2]),
        (39, "合理缩短标龄", [18]),
        (40, "引进具有核心技术、关键技术和共性技术的产业技术", [28]),
    ],
)
def test_traps_33_to_40_each_wording_stands_where_the_source_has_it(trap, wording, articles):
    assert articles_holding(wording) == articles, f"原文陷阱 {trap}"


@pytest.mark.parametrize(
    "body",
    [
        "部委",
        "工业和信息化",
        "科技部",
        "科学技术部",
        "财政部",
        "税务",
        "海关总署",
        "银行",
        "法院",
        "金融机构",
    ],
)
def test_trap_41_no_article_names_a_ministry_or_a_bank(body):
    assert articles_holding(body) == []


def test_trap_42_the_state_itself_acts_in_five_places():
    acting = ["国家制订", "国家加强", "国家将组织", "国家给予", "国家支持发展"]
    assert [articles_holding(words) for words in acting] == [[16], [23], [24], [25], [25]]


def test_trap_46_documents_are_cited_with_their_brackets_balanced():
    texts = [passage.text for passage in policy().passages()]
    assert sum(text.count("《") for text in texts) == sum(text.count("》") for text in texts) == 9
    assert articles_holding("禁止引进和限制引进技术目录") == [23]


@pytest.mark.parametrize("amount", ["元", "％", "%", "万", "亿", "个工作日"])
def test_trap_53_no_amount_and_no_deadline_is_stated(amount):
    assert not any(amount in article.text for article in policy().articles)
