"""Heads of documents: orders and announcements, covers of standards, and the title in several lines."""

import pytest

from articles.text.parsing.heads.front_parts import FrontMatter
from articles.text.parsing.heads.order_head import parse_order_head, serial_of
from articles.text.parsing.heads.standard_cover import days_of_issue, is_standard_number, standard_head_lines
from articles.text.parsing.lines import SourcePassage


@pytest.mark.parametrize(
    ("lines", "number", "bodies"),
    [
        ("中华人民共和国国务院令/第907号/现公布某条例", "国务院令第907号", ["国务院"]),
        ("中华人民共和国国务院令 第907号", "国务院令第907号", ["国务院"]),
        ("中华人民共和国主席令/第十二号", "主席令第十二号", []),
        ("中华人民共和国财政部令/第5号", "财政部令第5号", ["财政部"]),
        ("某省人民政府令/第12号/省长 张某/第13号", "某省人民政府令第12号", ["某省人民政府"]),
        ("国家税务总局公 告/2024年第5号", "国家税务总局公告2024年第5号", ["国家税务总局"]),
        (
            "交通运输部、公安部令/（2023年 第15号）",
            "交通运输部 公安部令2023年第15号",
            ["交通运输部", "公安部"],
        ),
        ("财 政 部 令/第5号", "财政部令第5号", ["财政部"]),
        ("江南省省长　张某令/第5号", "江南省省长张某令第5号", []),  # a person is no body
        ("财政部 税务总局 公告/2024年第5号", "财政部 税务总局公告2024年第5号", ["财政部", "税务总局"]),
        ("财政部/税务总局/公告/2024年第5号", "财政部 税务总局公告2024年第5号", ["财政部", "税务总局"]),
        (
            "财政部/海关总署/联合公告/2024年第5号",
            "财政部 海关总署联合公告2024年第5号",
            ["财政部", "海关总署"],
        ),
    ],
)
def test_an_order_names_its_bodies_and_its_number(lines, number, bodies):
    head = parse_order_head(lines.split("/"))
    assert (head.number, list(head.bodies)) == (number, bodies)


@pytest.mark.parametrize(
    "lines", ["某某公告", "第5号", "2024年第5号/现公布", "公安部/某文件/令/第3号", "", "关于某事的通知/第5号"]
)
def test_half_a_head_is_none(lines):
    assert parse_order_head(lines.split("/")) is None


def test_a_head_has_twelve_lines_at_most():
    ministries = [
        "财政部",
        "公安部",
        "教育部",
        "司法部",
        "商务部",
        "科技部",
        "农业农村部",
        "交通运输部",
        "水利部",
    ]
    assert parse_order_head([*ministries, "应急管理部", "令", "第5号"]).bodies[-1] == "应急管理部"
    assert parse_order_head([*ministries, "应急管理部", "国家统计局", "令", "第5号"]) is None


@pytest.mark.parametrize(
    ("printed", "serial"),
    [
        ("（2023年 第15号）", "2023年第15号"),
        ("(第 5 期)", "第5期"),
        ("第 5 号", "第5号"),
        ("（附件）", "（附件）"),
    ],
)
def test_a_number_stands_without_its_brackets(printed, serial):
    assert serial_of(printed) == serial


@pytest.mark.parametrize(
    "number",
    [
        "DB33/T 1099—2022",
        "GB/T 1.1-2020",
        "GB 50016-2014",
        "T/CECS 100-2020",
        "Q/ABC 1-2020",
    ],
)
def test_the_number_of_a_standard(number):
    assert is_standard_number(number)


def test_a_document_number_is_none_of_a_standard():
    assert not is_standard_number("国发〔2022〕1号")
    assert not is_standard_number("GB/T 1.1")
    assert not is_standard_number("JGJ 1—91—2022")


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("ICS 93.060/P 21/江南省地方标准/DB33/T 1099-2022/某规程", 4),
        ("ICS 93.060/DB33/T 1099-2022/代替 DB33/T 1099-2012/某规程", 3),
        ("备案号：J 12345-2022/GB/DB33/T 1099-2022", 3),
        ("DB33/T 1099-2022/某规程", 0),  # a number alone is no head
        ("ICS 93.060/P 21/某规程", 0),
        ("ICS 93.060/P 21", 0),
        ("ICS 93.060", 0),
        ("ICS 93.060/DB33/T 1099-2022/代替 DB33/T 1099-2012", 3),
        ("", 0),
    ],
)
def test_the_head_of_a_standard_s_cover_ends_with_its_number(lines, count):
    texts = lines.replace("DB33/T", "DB33|T").split("/") if lines else []
    assert standard_head_lines([text.replace("|", "/") for text in texts]) == count


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("2022-05-10发布　2022-11-01实施", ("2022-05-10", "2022-11-01")),
        ("2022 — 05 — 10 发 布  2022.11.01 实 施", ("2022 — 05 — 10", "2022.11.01")),
        ("2022-05-10发布", None),
        ("2022-05-10发布2022-11-01实施", None),
    ],
)
def test_a_standard_says_when_it_is_issued_and_in_force(line, days):
    assert days_of_issue(line) == days


def front(*lines: str, **fields) -> FrontMatter:
    at, parts = 7, []
    for line in lines:
        parts.append(SourcePassage(at, line))
        at += len(line) + 1
    return FrontMatter(tuple(parts), **fields)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["关于某事的", "通知"], "关于某事的通知"),
        (["关　于", "通　知"], "关于通知"),
        (["财政部", "税务总局", "关于某事的通知"], "财政部　税务总局关于某事的通知"),
        (["总　则"], "总　则"),
        (["构建体系 推动升级"], "构建体系 推动升级"),
    ],
)
def test_the_lines_of_a_title_are_one(lines, title):
    assert (front(*lines).title.start, front(*lines).title.text) == (7, title)


def test_a_text_without_a_title_is_called_by_its_first_words():
    untitled = front(first_words="为了管理")
    assert (untitled.title.start, untitled.title.text) == (0, "为了管理")
    assert untitled.notice_title is None
    assert untitled.addressees is None


def test_the_title_of_a_notice_names_who_issued_what_it_passes_on():
    notice = (SourcePassage(3, "国务院关于印发"), SourcePassage(11, "某规划的通知"))
    passed = front("某规划", notice_title_parts=notice, addressee_parts=(SourcePassage(20, "各省："),))
    assert passed.title_of_issuers == "国务院关于印发某规划的通知"
    assert passed.notice_title.start == 3
    assert passed.addressees.text == "各省："
    assert front("总　则").title_of_issuers == "总则"


def test_all_kept_pieces_stand_in_the_order_of_the_source():
    pieces = [SourcePassage(at, str(at)) for at in (50, 40, 30, 20, 10, 0)]
    whole = FrontMatter(
        (pieces[4],),
        document_number=pieces[5],
        addressee_parts=(pieces[3],),
        notice=(pieces[2],),
        adoption=(pieces[1],),
        introduction=(pieces[0],),
    )
    assert [passage.start for passage in whole.passages()] == [0, 10, 20, 30, 40, 50]
    assert [passage.start for passage in FrontMatter((), signed=pieces[0]).passages()] == [50]
