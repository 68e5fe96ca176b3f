"""Where a document is signed: below its text, below its annexes, or by the notice that issues it."""

import pytest

from articles.text.parsing.document_marks import MarkKind
from articles.text.parsing.structure import parse_policy

PLAN = "某市计划\n一、摸底。\n二、登记。\n"
ANNEX = "附件\n任务分工\n一、登记由工信局负责。\n二、检查由商务局负责。\n"
SIGNATURE = "某市工信局\n2024年3月4日\n"


def signature(source: str) -> tuple[list[str], str, str]:
    """Who signed and when, and the last words of the text."""
    parsed = parse_policy(source)
    front = parsed.front
    return [issuer.name for issuer in front.issuers], str(front.signed_on), parsed.articles[-1].text


@pytest.mark.parametrize(
    ("source", "issuers", "last"),
    [
        (PLAN + SIGNATURE, ["某市工信局"], "登记。"),
        (PLAN + SIGNATURE + ANNEX, ["某市工信局"], "检查由商务局负责。"),
        (PLAN + ANNEX + SIGNATURE, ["某市工信局"], "检查由商务局负责。"),
        (f"{PLAN}{ANNEX}某市商务局\n{SIGNATURE}", ["某市商务局", "某市工信局"], "检查由商务局负责。"),
    ],
)
def test_bodies_and_date_sign_below_the_text_or_below_all_annexes(source, issuers, last):
    assert signature(source) == (issuers, "2024-03-04", last)


def test_the_day_below_an_annex_is_kept_in_the_form_of_the_portal():
    (repair,) = parse_policy(PLAN + ANNEX + SIGNATURE).repairs
    assert (repair.line, repair.before, repair.after) == (9, "2024年3月4日", "2024-03-04")


def test_a_document_is_signed_once():
    issuers, day, last = signature(f"{PLAN}{SIGNATURE}{ANNEX}某市商务局\n2024年5月6日\n")
    assert (issuers, day) == (["某市工信局"], "2024-03-04")
    assert last.endswith("2024年5月6日")


def test_a_person_below_an_annex_does_not_sign_for_a_body():
    issuers, day, last = signature(f"{PLAN}{ANNEX}市长　张三\n2024年3月4日\n")
    assert (issuers, day) == ([], "None")
    assert last.endswith("2024年3月4日")


def test_what_stands_below_the_signature_of_an_annex_is_kept_as_such():
    front = parse_policy(f"{PLAN}{ANNEX}{SIGNATURE}联系人：张某，电话：12345678\n").front
    assert [(mark.kind, mark.text) for mark in front.marks] == [
        (MarkKind.CONTACT, "联系人：张某，电话：12345678")
    ]


def test_where_the_notice_has_signed_the_end_of_an_annex_is_its_text():
    notice = "关于印发《某市计划》的通知\n各区：\n现印发《某市计划》。\n甲市政府办公室\n2024年1月8日\n"
    issuers, day, last = signature(notice + PLAN + ANNEX + SIGNATURE)
    assert (issuers, day) == (["甲市政府办公室"], "2024-01-08")
    assert last.endswith("2024年3月4日")


def test_where_the_notice_has_signed_a_second_signature_is_kept_as_such():
    notice = "关于印发《某办法》的通知\n各区：\n现将《某办法》印发给你们。\n甲市政府办公室\n2024年1月8日\n"
    front = parse_policy(f"{notice}某办法\n第一条 甲。\n{SIGNATURE}").front
    assert ([issuer.name for issuer in front.issuers], str(front.signed_on)) == (
        ["甲市政府办公室"],
        "2024-01-08",
    )
    kinds = [(mark.kind, mark.text) for mark in front.marks]
    assert kinds == [(MarkKind.SIGNATORY, "某市工信局"), (MarkKind.SIGNATORY, "2024年3月4日")]


def test_a_text_without_a_title_is_doubted():
    parsed = parse_policy("各区人民政府：\n小作坊应当登记。\n登记证三年有效。\n")
    assert parsed.front.first_words == "小作坊应当登记"
    assert [(doubt.line, doubt.text) for doubt in parsed.doubts] == [
        (2, "原文没有标题，暂以正文开头的话为题，请在后台补上")
    ]
