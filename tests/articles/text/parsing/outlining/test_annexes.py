"""Annexes: their heads and titles, their list above the signature, and what is attached without a label."""

import pytest

from articles.text.parsing.lines import split_lines
from articles.text.parsing.outlining.annexes import annexes_of, attached_document, is_annex_head


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        ("附件", True),
        ("附件1", True),
        ("附　件　二：", True),
        ("附件：申报表", True),
        ("附件1 申报表", True),
        ("附件1申报表", True),
        ("附录A", True),
        ("附表 价格", True),
        ("附则", False),
        ("附　则", False),
        ("附件：详见省财政厅网站。", False),
        ("附件一并报送，由市局审核", False),
        ("附加条件", False),
        (f"附件：{'表' * 57}", True),
        (f"附件：{'表' * 58}", False),
    ],
)
def test_a_short_line_that_begins_with_the_label_may_be_the_head(text, is_head):
    assert is_annex_head(text) == is_head


NOTICE = "关于组织申报的通知\n各市财政局：\n一、抓紧申报。\n二、严格审核。\n"
SIGNED = "某省财政厅\n2024年5月6日\n"


def heads(source: str) -> list[str]:
    """Each head with number and suffix, and with the lines of its title."""
    lines = split_lines(source)
    annexes = annexes_of(lines)
    rows = [
        f"{head.number}.{head.suffix} "
        + "|".join(line.text for line in lines[head.index : head.index + head.title_lines + 1])
        for head in annexes.heads
    ]
    listed = [lines[index].text for index in annexes.listed]
    return rows + ([f"list {'|'.join(listed)}"] if listed else [])


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("附件1\n申报表\n附件2\n承诺书\n", ["1.0 附件1|申报表", "2.0 附件2|承诺书"]),
        ("附件\n申报表\n单位名称\n", ["None.0 附件|申报表"]),
        ("附件：申报表\n单位名称\n", ["None.0 附件：申报表"]),
        ("附件一：申报表\n单位名称\n", ["1.0 附件一：申报表"]),
        ("附1\n申报表\n附2\n承诺书\n", ["1.0 附1|申报表", "2.0 附2|承诺书"]),
        ("附件2-1\n申报表\n附件2-2\n承诺书\n", ["2.1 附件2-1|申报表", "2.2 附件2-2|承诺书"]),
        ("附件1-3\n申报表\n", ["None.0 附件1-3"]),
        (
            "附录A\n（规范性附录）\n术语\n附录B\n图例\n",
            ["None.0 附录A|（规范性附录）|术语", "None.0 附录B|图例"],
        ),
        (
            "附表1\n申报表\n附表2\n承诺书\n附图\n位置图\n",
            ["None.0 附表1|申报表", "None.0 附表2|承诺书", "None.0 附图|位置图"],
        ),
        ("附表1\n申报表\n附表3\n承诺书\n", ["None.0 附表1|申报表"]),
        ("附录A\n术语\n附表1\n申报表\n", ["None.0 附录A|术语"]),
        ("附件1\n关于江南省、\n江北省的申报表\n", ["1.0 附件1|关于江南省、|江北省的申报表"]),
        (
            "附件1\n江南省会展业补助资金管理办法\n第一条 为了规范管理，制定本办法。\n",
            ["1.0 附件1|江南省会展业补助资金管理办法"],
        ),
        ("附件1\n一、申报条件\n", ["1.0 附件1"]),
        ("附件1\n第一章 总则\n", ["1.0 附件1"]),
        ("附件1\n现就有关事项说明如下：\n", ["1.0 附件1"]),
        ("附件1\n第一条 为了规范管理，制定本办法。\n", ["1.0 附件1"]),
        (f"附件1\n{'表' * 60}\n", [f"1.0 附件1|{'表' * 60}"]),
        (f"附件1\n{'表' * 61}\n", ["1.0 附件1"]),
        ("附件1\n关于支持企业、\n高校和\n院所、\n园区的清单\n", ["1.0 附件1|关于支持企业、|高校和|院所、"]),
        ("附件1\n关于支持会展业\n高质量发展的清单\n", ["1.0 附件1|关于支持会展业|高质量发展的清单"]),
        ("附件1\n关于支持会展业的意见\n总体要求\n", ["1.0 附件1|关于支持会展业的意见"]),
        ("附件1\n申报表\n附件3\n承诺书\n", ["1.0 附件1|申报表", "3.0 附件3|承诺书"]),
        (
            "附件1\n申报表\n附件1-1\n明细表\n附件1-2\n汇总表\n",
            ["1.0 附件1|申报表", "1.1 附件1-1|明细表", "1.2 附件1-2|汇总表"],
        ),
        ("附件1\n申报表\n附件2-3\n汇总表\n", ["1.0 附件1|申报表"]),
        ("附件1\n申报表\n附表1\n明细表\n", ["1.0 附件1|申报表"]),
        ("附表1\n申报表\n附表说明\n填写单位名称。\n", ["None.0 附表1|申报表"]),
        ("附表\n申报表\n附表1\n明细表\n", ["None.0 附表|申报表", "None.0 附表1|明细表"]),
        ("附表1\n申报表\n附图2\n位置图\n", ["None.0 附表1|申报表"]),
        ("附表1\n申报表\n附图1\n位置图\n", ["None.0 附表1|申报表", "None.0 附图1|位置图"]),
        ("附表1 申报表\n单位名称\n附表2 承诺书\n单位名称\n", ["None.0 附表1 申报表", "None.0 附表2 承诺书"]),
        ("附件1\n附件2\n承诺书\n", ["1.0 附件1", "2.0 附件2|承诺书"]),
        ("附件1-3\n附表1\n明细表\n", ["None.0 附件1-3"]),
        ("附件1-2\n申报表\n", ["None.0 附件1-2"]),
        ("附件-1\n申报表\n", ["None.0 附件-1|申报表"]),
        ("附表1\n申报表\n附录A\n术语\n", ["None.0 附表1|申报表", "None.0 附录A|术语"]),
        ("附表1\n申报表\n附录B\n术语\n", ["None.0 附表1|申报表"]),
        ("附表十十\n申报表\n", ["None.0 附表十十|申报表"]),
    ],
)
def test_annexes_stand_below_the_signature(below, expected):
    assert heads(NOTICE + SIGNED + below) == expected


ANNEXES = "附件1\n申报表\n附件2\n承诺书\n"
BOTH = ["1.0 附件1|申报表", "2.0 附件2|承诺书"]
DAY = "某省财政厅|2024年5月6日"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (f"附件：1.申报表\n2.承诺书\n{SIGNED}{ANNEXES}", [*BOTH, f"list 附件：1.申报表|2.承诺书|{DAY}"]),
        (
            f"附件1：申报表\n附件2：承诺书\n{SIGNED}{ANNEXES}",
            [*BOTH, f"list 附件1：申报表|附件2：承诺书|{DAY}"],
        ),
        (f"附件：申报表\n{SIGNED}附件\n申报表\n", ["None.0 附件|申报表", f"list 附件：申报表|{DAY}"]),
        (f"附：申报表\n{SIGNED}附件\n申报表\n", ["None.0 附件|申报表", f"list 附：申报表|{DAY}"]),
        (f"{SIGNED}附件：1.申报表\n2.承诺书\n{ANNEXES}", [*BOTH, "list 附件：1.申报表|2.承诺书"]),
        (f"{SIGNED}附：申报表、承诺书\n{ANNEXES}", [*BOTH, "list 附：申报表、承诺书"]),
        (f"{SIGNED}附：申报表、承诺书\n附2\n承诺书\n", ["None.0 附：申报表、承诺书", "2.0 附2|承诺书"]),
        (f"{SIGNED}附件1：申报表\n附件2：承诺书\n{ANNEXES}", [*BOTH, "list 附件1：申报表"]),
        (f"{SIGNED}附件：申报表\n请如实填写。\n{ANNEXES}", ["None.0 附件：申报表", *BOTH]),
        (f"{SIGNED}附件：申报表\n单位名称\n", ["None.0 附件：申报表"]),
        (f"{SIGNED}附：申报表\n", ["None.0 附：申报表"]),
        (f"{SIGNED}附件1：申报表\n附件1\n申报表\n", ["1.0 附件1|申报表", "list 附件1：申报表"]),
        (f"附件1 申报表\n附件2 承诺书\n{SIGNED}{ANNEXES}", [*BOTH, "list 附件1 申报表"]),
        (
            f"附件：申报表\n{SIGNED}附件\n申报表\n申报单位\n2024年6月1日\n",
            ["None.0 附件|申报表", f"list 附件：申报表|{DAY}"],
        ),
    ],
)
def test_a_list_of_annexes_is_none_of_them(below, expected):
    assert heads(NOTICE + below) == expected


def test_annexes_are_looked_for_from_a_line_on():
    lines = split_lines(ANNEXES)
    assert [head.number for head in annexes_of(lines).heads] == [1, 2]
    assert [head.number for head in annexes_of(lines, 1).heads] == [2]
    assert [annexes_of(lines).before(index) for index in range(4)] == [[], [0], [0], [0, 2]]


def test_a_head_knows_its_label_and_the_title_on_its_line():
    (head,) = annexes_of(split_lines("附件1：申报表\n单位名称\n")).heads
    assert head.match
    assert head.match.group("label", "title") == ("附件1", "申报表")


def test_a_list_of_annexes_has_thirty_lines_at_most():
    unit, head = "江南大学\n", f"{NOTICE}{SIGNED}附件：推荐单位\n"
    assert heads(head + unit * 30 + ANNEXES)[:2] == BOTH
    assert heads(head + unit * 31 + ANNEXES)[0] == "None.0 附件：推荐单位"
    assert heads(f"{head}{unit * 29}以上单位须如实填报。\n{ANNEXES}")[0] == "None.0 附件：推荐单位"


NOTE = "联系人：李某\n"
PRINTS = "关于印发管理办法的通知\n各市财政局：\n现将《江南省会展业补助资金管理办法》印发给你们。\n"


@pytest.mark.parametrize(
    ("source", "first"),
    [
        (f"{PRINTS}{SIGNED}江南省会展业补助资金管理办法\n总体要求\n", "江南省会展业补助资金管理办法"),
        (f"{PRINTS}{SIGNED}江南省会展业\n补助资金管理办法\n总体要求\n", "江南省会展业|补助资金管理办法"),
        (f"{PRINTS}{SIGNED}{NOTE * 5}江南省会展业补助资金管理办法\n", "江南省会展业补助资金管理办法"),
        (f"{PRINTS}{SIGNED}{NOTE * 6}江南省会展业补助资金管理办法\n", None),
        (f"{PRINTS}江南省会展业补助资金管理办法\n总体要求\n", None),
        (f"{PRINTS}江南省会展业补助资金管理办法\n{SIGNED}总体要求\n", None),
        (f"{PRINTS}江南省会展业补助资金管理办法\n2024年5月6日\n总体要求\n", None),
        (f"{PRINTS}{SIGNED}江南省旅游业补助资金管理办法\n总体要求\n", None),
        (
            f"江南省会展业补助资金管理办法\n{PRINTS}{SIGNED}江南省会展业补助资金管理办法\n",
            None,
        ),  # its own title
        (f"2024年5月6日\n{PRINTS}", None),
    ],
)
def test_what_a_notice_prints_may_stand_below_its_date_without_a_label(source, first):
    lines = split_lines(source)
    document = attached_document(lines)
    end = document.index + document.title_lines + 1 if document else 0
    assert (("|".join(line.text for line in lines[document.index : end])) if document else None) == first
