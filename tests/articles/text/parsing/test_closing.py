"""The end of a text, read from the back: list of annexes, who signs, date, notes, imprint."""

import pytest

from articles.text.parsing.closing import (
    Closing,
    ParsedIssuer,
    is_dated,
    issuers_in_full,
    number_below_date,
    read_closing,
    signature_end,
)
from articles.text.parsing.lines import LAYOUT_REASONS, RepairKind, SourceLine, SourcePassage, split_lines
from articles.text.parsing.structure import rebuild


def lines(text: str) -> list[SourceLine]:
    return split_lines(text.replace("/", "\n"))


def summary(text: str, above: str = "") -> list[str]:
    """What the end of a text says: the line it begins with, who signs and when, what else is there."""
    closing = read_closing(lines(text), above=above)
    before = lines(text)[: closing.begin]
    assert rebuild(
        [*(line.passage() for line in before), *passages_of(closing)],
        [*(cut for line in before for cut in line.margins()), *closing.removals],
    ) == text.replace("/", "\n")
    for cut in closing.removals:
        assert cut.text
        assert cut.text.strip("（）、 \t\n\u3000") == ""
        assert cut.reason in LAYOUT_REASONS
    return [
        str(closing.begin),
        *(f"by {issuer.name}" for issuer in closing.issuers),
        *([f"on {closing.signed_on}"] if closing.signed_on else []),
        *(f"{mark.kind}: {mark.text}" for mark in closing.marks),
    ]


def passages_of(closing: Closing) -> list[SourcePassage]:
    signed = [closing.signed] if closing.signed else []
    names = [passage for issuer in closing.issuers for passage in issuer.passages]
    return [*signed, *names, *(mark.passage for mark in closing.marks)]


DAY = "2024年5月6日"
ON = "on 2024-05-06"
FINANCE = "by 江南省财政厅"
TAXES = "by 江南省税务局"


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("江南省财政厅/2024年5月6日", [FINANCE, ON]),
        ("江南省财政厅　2024年5月6日", [FINANCE, ON]),
        ("江南省财政厅　（2024年5月6日）", [FINANCE, ON]),
        ("江南省财政厅/江南省税务局/2024-05-06", [FINANCE, TAXES, ON]),
        ("江南省财政厅、江南省税务局/二〇二四年五月六日", [FINANCE, TAXES, ON]),
        ("财　政　部/税　务　总　局/2024年5月6日", ["by 财政部", "by 税务总局", ON]),
        (
            "江南省财政厅    江南省税务局/江南省商务厅    江南省司法厅/2024年5月6日",
            [FINANCE, TAXES, "by 江南省商务厅", "by 江南省司法厅", ON],
        ),
        (
            "江南省财政厅\t江南省税务局/\t江南省商务厅/2024年5月6日",
            [FINANCE, TAXES, "by 江南省商务厅", ON],
        ),
        ("2024年5月6日", [ON]),
        # a month by itself is text
        ("江南省财政厅/2024年5月", [FINANCE, "signed: 2024年5月"]),
        ("王某某/2024年5月", ["signatory: 王某某", "signed: 2024年5月"]),
        # persons
        ("省　长　王某某/2024年5月6日", [ON, "signatory: 省　长　王某某"]),
        ("省　长/王某某/2024年5月6日", [ON, "signatory: 省　长", "signatory: 王某某"]),
        (
            "书　记　王某某    市　长　李某某/2024年5月6日",
            [ON, "signatory: 书　记　王某某", "signatory: 市　长　李某某"],
        ),
        ("江南省人民政府/省长　王某某/2024年5月6日", ["by 江南省人民政府", ON, "signatory: 省长　王某某"]),
        # a body whose kind is not known stands right above the date
        ("江南数据联合体/2024年5月6日", ["by 江南数据联合体", ON]),
        ("江　南　数　据　联　合　体/2024年5月6日", ["by 江南数据联合体", ON]),
        ("E办/2024年5月6日", ["by E办", ON]),
        ("XX联合体/2024年5月6日", ["by XX联合体", ON]),
        # a note between the body and the date
        ("江南省财政厅/（代章）/2024年5月6日", [FINANCE, ON, "note: （代章）"]),
        # what stands below the date
        ("江南省财政厅/2024年5月6日/江财发〔2024〕5号", [FINANCE, ON, "other_number: 江财发〔2024〕5号"]),
        ("江南省财政厅/2024年5月6日/（此件公开发布）", [FINANCE, ON, "note: （此件公开发布）"]),
        (
            "江南省财政厅/2024年5月6日/附件：1.申报表/2.汇总表",
            [FINANCE, ON, "annex_list: 附件：1.申报表", "annex_list: 2.汇总表"],
        ),
        (
            "江南省财政厅/2024年5月6日/联系人：王某/附件：申报表",
            [FINANCE, ON, "contact: 联系人：王某", "annex_list: 附件：申报表"],
        ),
        ("江南省财政厅/2024年5月6日/抄送：省委办公厅。", [FINANCE, ON, "copies: 抄送：省委办公厅。"]),
        # and above the names
        (
            "附件：1.申报表/2.汇总表/江南省财政厅/2024年5月6日",
            [FINANCE, ON, "annex_list: 附件：1.申报表", "annex_list: 2.汇总表"],
        ),
        (
            "联系人：王某/附件：申报表/江南省财政厅/2024年5月6日",
            [FINANCE, ON, "contact: 联系人：王某", "annex_list: 附件：申报表"],
        ),
        (
            "附件：申报表/联系人：王某/江南省财政厅/2024年5月6日",
            [FINANCE, ON, "annex_list: 附件：申报表", "contact: 联系人：王某"],
        ),
        (
            "出席：王某、李某。/列席：赵某。/江南省人民政府办公室/2024年5月6日",
            ["by 江南省人民政府办公室", ON, "note: 出席：王某、李某。", "note: 列席：赵某。"],
        ),
        # without a date nobody signs
        ("附件：1.申报表/2.汇总表", ["annex_list: 附件：1.申报表", "annex_list: 2.汇总表"]),
        ("（此件公开发布）", ["note: （此件公开发布）"]),
        ("联系人：王某/（此件公开发布）", ["contact: 联系人：王某", "note: （此件公开发布）"]),
        ("附件：申报表/（此件公开发布）", ["annex_list: 附件：申报表", "note: （此件公开发布）"]),
        ("抄送：省委办公厅。", ["copies: 抄送：省委办公厅。"]),
    ],
)
def test_each_line_of_the_end_is_taken_for_what_it_is(end, says):
    assert summary(f"二、抓好落实。/{end}") == ["1", *says]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("二、抓好落实。/江南省财政厅", 2),
        ("二、抓好落实。/2024年5月", 2),
        ("二、抓好落实。/自印发之日起施行，有效期至2025年5月6日", 2),
        ("二、抓好落实。/江南省财政厅/二、另一点", 3),
        ("二、抓好落实。/（自2024年起施行）", 2),
        ("甲项目\t2024年5月/乙项目\t2024年6月", 2),  # rows of a table
        ("江南省财政厅\t2024年5月/江南省税务局\t2024年6月", 2),
        ("江南省财政厅/2024年5月6日/自公布之日起施行。", 3),
        ("", 0),
    ],
)
def test_what_is_text_ends_no_document(text, begin):
    assert summary(text) == [str(begin)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("二、抓好落实。/特此公告/江南省财政厅/2024年5月6日", ["2", FINANCE, ON]),
        ("二、抓好落实。/此复/江南省财政厅/2024年5月6日", ["2", FINANCE, ON]),
        ("二、抓好落实。/第一联络点，/2024年5月6日", ["2", ON]),
        ("二、抓好落实。/附：报名表/2024年5月6日", ["1", ON, "annex_list: 附：报名表"]),
        ("二、抓好落实。/（此件公开发布）/2024年5月6日", ["2", ON]),
        ("二、抓好落实。/3处点位/2024年5月6日", ["2", ON]),
        ("二、抓好落实。/《某刊》编者/2024年5月6日", ["2", ON]),
        ("二、抓好落实。/江南数据联合体/江南省财政厅/2024年5月6日", ["2", FINANCE, ON]),
        ("二、抓好落实。/江南数据联合体/王某某/2024年5月6日", ["2", ON, "signatory: 王某某"]),
        ("二、抓好落实。/王某某/江南省财政厅/2024年5月6日", ["2", FINANCE, ON]),
        ("二、抓好落实。/江南省财政厅/（代章）/江南省税务局/2024年5月6日", ["3", TAXES, ON]),
    ],
)
def test_the_signature_ends_at_the_first_line_that_names_nobody(text, says):
    assert summary(text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "江南省财政厅/（代章）/2024年5月6日/（此件公开发布）",
            [FINANCE, ON, "note: （代章）", "note: （此件公开发布）"],
        ),
        ("2024年5月6日/（附件另发）", [ON, "note: （附件另发）"]),
        ("二〇二四年五月六日", [ON]),
    ],
)
def test_nothing_may_stand_above_the_end(text, says):
    assert summary(text) == ["0", *says]


@pytest.mark.parametrize(("length", "begin"), [(1, "2"), (30, "1"), (31, "2")])
def test_a_name_of_an_unknown_kind_has_thirty_characters_at_most(length, begin):
    assert summary(f"二、抓好落实。/{'盟' * length}/2024年5月6日")[0] == begin


def test_the_last_of_a_list_of_bodies_signs_it():
    bodies = "江南省商务厅/江南省财政厅/江南省税务局/2024年5月6日"
    assert summary(bodies) == ["0", "by 江南省商务厅", FINANCE, TAXES, ON]
    assert summary(bodies, above="成员单位：") == ["2", TAXES, ON]
    assert summary(f"二、成员单位：/{bodies}") == ["3", TAXES, ON]
    assert summary("二、成员单位:/江南省财政厅/江南省税务局/2024年5月6日") == ["2", TAXES, ON]
    assert summary("成员单位：/江南省财政厅\t江南省商务厅/\t江南省税务局/2024年5月6日") == ["2", TAXES, ON]
    assert summary("成员单位：/江南省财政厅/省　长　王某某/2024年5月6日") == [
        "2",
        ON,
        "signatory: 省　长　王某某",
    ]
    assert summary("二、成员单位：/江南省税务局/2024年5月6日") == ["1", TAXES, ON]
    assert summary("二、成员单位：/省　长　王某某/江南省税务局/2024年5月6日") == ["2", TAXES, ON]


OFFICE = "江南省推进长江经济带发展和生态文明建设及江南省区域协调发展领导小组办公室"


@pytest.mark.parametrize(
    ("rows", "bodies"),
    [
        ("江南省财政厅    江南省工业和/信息化厅", ["江南省财政厅", "江南省工业和信息化厅"]),
        ("江南省财政厅\t江南省工业和/信息化厅\t", ["江南省财政厅", "江南省工业和信息化厅"]),
        (
            "江南省财政厅    江南省工业和/信息化厅/江南省商务厅",
            ["江南省财政厅", "江南省工业和信息化厅", "江南省商务厅"],
        ),
        (
            "江南省商务厅/江南省财政厅    江　南　省　工　业　和/信息化厅",
            ["江南省商务厅", "江南省财政厅", "江南省工业和信息化厅"],
        ),
        ("江南省工业和/信息化厅", ["信息化厅"]),  # no column
        ("江南省工业和    江南省住房和/信息化厅", ["信息化厅"]),
        ("江南省财政厅    关于加强/信息化厅", ["信息化厅"]),
        (f"江南省工业和    {OFFICE}/信息化厅", ["江南省工业和信息化厅", OFFICE]),
        (f"江南省商务厅    江南省住房和/江南省工业和    {OFFICE}/信息化厅", ["江南省工业和信息化厅", OFFICE]),
    ],
)
def test_a_name_may_go_on_below_in_its_column(rows, bodies):
    text = f"二、抓好落实。/{rows}/{DAY}"
    assert summary(text)[1:] == [*(f"by {body}" for body in bodies), ON]


def test_what_is_closed_up_and_read_is_told():
    repairs = read_closing(lines("二、抓好落实。/江南省财政厅/税　务　局/2024年5月6日")).repairs
    assert [(repair.line, repair.kind, repair.before, repair.after) for repair in repairs] == [
        (3, RepairKind.NAME_CLOSED_UP, "税　务　局", "税务局"),
        (4, RepairKind.DATE_READ, "2024年5月6日", "2024-05-06"),
    ]
    broken = read_closing(lines("江南省财政厅    江　南　省　工　业　和/信　息　化　厅/2024年5月6日"))
    assert [(repair.before, repair.after) for repair in broken.repairs] == [
        ("江　南　省　工　业　和", "江南省工业和信息化厅"),
        ("2024年5月6日", "2024-05-06"),
    ]
    assert broken.issuers[1].text == "江　南　省　工　业　和信　息　化　厅"
    listed = read_closing(lines("成员单位：/商　务　厅/税　务　局/2024年5月6日"))
    assert [repair.after for repair in listed.repairs] == ["税务局", "2024-05-06"]


def issuers(*names: str) -> tuple[ParsedIssuer, ...]:
    return tuple(ParsedIssuer(SourcePassage(0, name), name) for name in names)


@pytest.mark.parametrize(
    ("signed", "title", "whole"),
    [
        (["省政府办公厅"], "江南省人民政府办公厅关于春耕的通知", ["江南省人民政府办公厅"]),
        (["省人民政府"], "江南省人民政府关于春耕的通知", ["江南省人民政府"]),
        (
            ["市委", "市人民政府"],
            "中共江南市委 江南市人民政府关于春耕的通知",
            ["中共江南市委", "江南市人民政府"],
        ),
        (["省政府办公厅"], "江南省财政厅关于春耕的通知", ["省政府办公厅"]),
        (["省政府办公厅"], "关于春耕的通知", ["省政府办公厅"]),
        (["财政厅"], "江南省财政厅关于春耕的通知", ["财政厅"]),  # not without its place
        (["市委", "市财政局"], "江南市委 江南市财政局关于春耕的通知", ["市委", "市财政局"]),
    ],
)
def test_who_signs_without_the_place_has_it_in_the_title(signed, title, whole):
    assert [issuer.name for issuer in issuers_in_full(issuers(*signed), title)] == whole


def test_the_number_below_the_date_is_the_document_s():
    closing = read_closing(lines(f"江南省财政厅/{DAY}/江财发〔2024〕5号/（此件公开发布）"))
    number, without = number_below_date(closing)
    assert number.text == "江财发〔2024〕5号"
    assert [mark.kind for mark in without.marks] == ["note"]
    assert number_below_date(without) == (None, without)


@pytest.mark.parametrize(
    ("text", "annex", "end"),
    [
        # the list of annexes, above the signature
        ("二、抓好落实。/附件：1.申报表/2.汇总表/江南省财政厅/2024年5月6日/附件1", 1, 5),
        ("二、抓好落实。/附件：/1.申报表/江南省财政厅/2024年5月6日/（此件公开发布）/附件1", 1, 6),
        ("二、抓好落实。/附件：申报表/联系人：王某/江南省财政厅　2024年5月6日/附件1", 1, 4),
        ("二、抓好落实。/附件：申报表/江南省财政厅/2024年5月/附件1", 1, 4),
        ("二、抓好落实。/附件1：申报表/2024年5月6日/附件1", 1, 3),
        # an annex
        ("二、抓好落实。/附件X/申报表/江南省财政厅/2024年5月6日", 1, 1),
        ("二、抓好落实。/附件1/申报表/填写单位/2024年5月6日", 1, 1),
        ("二、抓好落实。/附件：名单/以下单位合格。/江南省财政厅/2024年5月6日", 1, 1),
        ("二、抓好落实。/附件：计划/完成时间/2024年5月", 1, 1),
        ("二、抓好落实。/附件：计划/完成时间", 1, 1),
        ("二、抓好落实。", 1, 1),
    ],
)
def test_a_list_of_annexes_above_the_signature_is_no_annex(text, annex, end):
    assert signature_end(lines(text), annex) == end


@pytest.mark.parametrize(("entries", "end"), [(58, 60), (59, 0)])
def test_so_long_may_the_list_be(entries, end):
    assert signature_end(lines(f"附件：{'/申报表' * entries}/{DAY}"), 0) == end


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2024年5月6日", True),
        ("江南省财政厅　2024年5月6日", True),
        ("（2024年5月6日）", True),
        ("2024年5月", True),
        ("江南省财政厅　2024年5月", True),
        ("江南省财政厅\t2024年5月", False),
        ("江南省财政厅\t2024年5月6日", True),
        ("有效期至2024年5月6日", False),
        ("XX　2024年5月6日", False),
        ("江南省财政厅", False),
    ],
)
def test_a_day_stands_alone_or_behind_who_signs(line, expected):
    assert is_dated(lines(line)[0]) is expected
