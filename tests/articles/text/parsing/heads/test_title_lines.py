"""Which lines of a head are the title: below the head of an order, that a notice names, over lines."""

import pytest

from articles.text.parsing.heads.title_lines import (
    begins_text,
    ends_title,
    is_bare_number,
    is_notice_title,
    is_order_head,
    named_title_end,
    named_titles,
    number_line,
    order_head,
    order_head_lines,
    printed_names,
    title_length,
    title_lines,
)
from articles.text.parsing.lines import SourceLine, split_lines


def lines(text: str) -> list[SourceLine]:
    return split_lines(text.replace("/", "\n"))


def title(text: str) -> str:
    texts = text.split("/") if text else []
    begin, end = title_lines(lines(text))
    return "/".join(texts[begin:end])


@pytest.mark.parametrize(
    ("line", "body", "number"),
    [
        ("中华人民共和国国务院令", "中华人民共和国国务院令", None),
        ("江南省人民政府令　第310号", "江南省人民政府令", "第310号"),
        ("国家税务总局公　告2024年第5号", "国家税务总局公　告", "2024年第5号"),
        ("江南省财政厅通告（2024年 第3号）", "江南省财政厅通告", "（2024年 第3号）"),
        ("第685号", None, "第685号"),
        ("二〇二四年第五号", None, "二〇二四年第五号"),
        ("第十二次", None, "第十二次"),
        ("2024年第5期", None, "2024年第5期"),
        ("公告", "公告", None),
    ],
)
def test_a_head_of_an_order_names_its_body_or_its_number(line, body, number):
    head = order_head(line)
    assert (head["body"], head["number"]) == (body, number)


@pytest.mark.parametrize(
    "line", ["江南省财政厅关于公布名单的公告", "江南省财政厅", "", "2024年", f"第5号{' ' * 78}", "发布的通告"]
)
def test_what_names_neither_is_no_head(line):
    assert order_head(line) is None


def test_a_head_has_eighty_characters_at_most():
    bodies = f"江南省财政厅（{'、' * 50}）令"
    assert order_head(f"{bodies}{' ' * (77 - len(bodies))}第5号")
    assert not order_head(f"{bodies}{' ' * (78 - len(bodies))}第5号")


@pytest.mark.parametrize(
    ("line", "is_bare", "is_number", "is_head"),
    [
        ("第685号", True, False, True),
        ("（2024年 第15号）", True, False, True),
        ("江南省财政厅公告2024年第5号", False, True, True),
        ("财政部、税务总局公告2024年第5号", False, True, True),
        ("江南省财政厅公告", False, False, True),
        ("江政发〔2024〕5号", False, True, True),
        ("（江政发〔2024〕5号）", False, True, True),
        ("〔2019〕最高法民他33号", False, True, True),
        ("江南省财政厅关于公布名单的公告", False, False, False),
    ],
)
def test_a_number_stands_alone_or_with_its_body(line, is_bare, is_number, is_head):
    assert (is_bare_number(line), number_line(line), is_order_head(line)) == (is_bare, is_number, is_head)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("财政部/海关总署/令/2022年第41号/现予公布。", 4),
        ("财政部/海关总署/税务总局公告/2024年第5号", 4),
        ("财政部令/第41号/现予公布。", 2),
        ("财政部令", 1),
        ("第41号", 1),
        ("财政部/海关总署/第41号", 0),  # of whom and what it is the number
        ("财政部/海关总署", 0),
        ("财政部/现予公布。", 0),
        ("关于公布名单的通知/财政部令/第41号", 0),
        ("", 0),
    ],
)
def test_the_head_of_an_order_runs_over_lines(text, count):
    assert order_head_lines(text.split("/") if text else []) == count


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("关于做好春耕备耕工作的通知/各市人民政府：", "关于做好春耕备耕工作的通知"),
        ("江政发〔2024〕5号/关于做好春耕工作的通知/各市人民政府：", "关于做好春耕工作的通知"),
        ("第12号/江南省人民政府办公室　2024年3月18日/关于春耕工作的会议纪要", "关于春耕工作的会议纪要"),
        ("1984年3月12日第六届全国人民代表大会常务委员会第四次会议通过/江南市节水条例", "江南市节水条例"),
        ("江南省人民政府令/第310号/江南省节水办法/第一条 甲。", "江南省节水办法"),
        # an order or announcement without a title is called by its head
        ("财政部/海关总署/令/第41号/现予公布下列名单。", "财政部/海关总署/令/第41号"),
        ("江南省财政厅公告/2024年第5号", "江南省财政厅公告/2024年第5号"),
        ("财政部/税务总局/公告", "财政部/税务总局/公告"),
        ("江南省人民政府令", "江南省人民政府令"),
        ("关于春耕的通知/江政发〔2024〕5号", "关于春耕的通知"),
        ("江政发〔2024〕5号", "江政发〔2024〕5号"),
        ("各市人民政府：/现通知如下。", ""),
        ("江政发〔2024〕5号/各市人民政府：/现通知如下。", ""),
        ("", ""),
        (
            "江南省财政厅公告/江南省税务局公告/2024年第3号/现予公布。",
            "江南省财政厅公告/江南省税务局公告/2024年第3号",
        ),
        ("江政发〔2024〕5号/第12次", "江政发〔2024〕5号"),
        # the name that a web page gives, above the head that names its body in full
        ("江南市收费项目公告/江南市财政局公告2024年第3号/现予公布。", "江南市收费项目公告"),
        (
            "江南市财政局公告/江南市财政局公告2024年第3号/现予公布。",
            "江南市财政局公告/江南市财政局公告2024年第3号",
        ),
        ("江南市收费项目公告/公告2024年第3号/现予公布。", "江南市收费项目公告/公告2024年第3号"),
        # the document that an order or notice names
        (
            "江南省人民政府令/第310号/《江南省节水办法》已经通过，现予公布。/江南省节水办法/第一条 甲。",
            "江南省节水办法",
        ),
        ("关于印发《江南省节水办法》的通知/各市人民政府：/江南省/节水办法/第一条 甲。", "江南省/节水办法"),
        ("关于印发《江南省节水办法》的通知/江南省节水办法/第一条 甲。", "江南省节水办法"),
        ("江政发〔2024〕5号/现印发《江南省节水办法》。/江南省节水办法/第一条 甲。", "江南省节水办法"),
        ("江南省财政厅公告/第5号/现将甲级项目名录予以公布。/甲级项目名录/一、甲项目。", "甲级项目名录"),
    ],
)
def test_the_title_is_that_of_the_document_that_the_head_gives(head, expected):
    assert title(head) == expected


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("江南省人民政府/关于做好春耕备耕/工作的通知/各市人民政府：", 3),
        ("关于做好春耕备耕工作的通知/总体要求/一、甲。", 1),
        ("江南市国土空间总体规划/（2021—2035年）/总则", 2),
        ("江南市节水办法/（试行）/第一条 甲。", 2),
        ("关于印发《江南省节水办法/（试行）》的通知/总则", 2),
        ("关于印发江南省节水/管理办法/的通知/总则", 3),
        ("关于加强春耕工作的/意见/总则", 2),
        ("江南省财政厅关于公布名单的/公　　告/江南财〔2024〕5号", 2),
        ("关于春耕的情况/江政发〔2024〕5号", 1),
        ("关于春耕/有关情况/各市人民政府：", 2),
        ("关于春耕/有关情况/总则", 1),
        ("江南省/城镇污水处理/设施管理办法/总则", 3),
        ("江南省人民政府/关于加强/春耕工作的意见/总则", 3),
        ("江南省人民政府/关于加强/春耕工作意见/总则", 3),
        ("江南省人民政府/关于加快/现代农业发展决定/总则", 3),
        ("江南省财政厅/关于印发节水/办法的通知/总则", 3),
        ("江南省财政厅关于印发资金的管理办法/等文件的通知/总则", 2),
        ("关于春耕工作方案/征求意见的通知/总则", 2),
        ("《江南省节水办法/实施细则》解读说明/总则", 2),
        ("江南省财政厅关于转发国务院关于春耕工作的意见/情况通报/总则", 1),
        ("江南省财政厅关于公布名单的/通　　告/江南财〔2024〕5号", 2),
        ("江南省财政厅名单/公告/江南财〔2024〕5号", 1),
        # without 的 it is not certain where it ends
        ("关于春耕工作/方案/总则", 2),
        ("江南省人民政府关于/春耕工作/方案/总则", 1),
        # over what stands below titles, none goes on
        ("江南市春耕工作/江政发〔2024〕5号/会议纪要", 1),
        ("江南市春耕工作/JNPR—2024—01001/会议纪要", 1),
        ("江南市春耕工作/（2024年3月18日）/会议纪要", 1),
        ("江南市春耕工作/2024年3月18日江南省人民政府第5次常务会议通过/会议纪要", 1),
        ("江南市春耕工作/各市人民政府：/会议纪要", 1),
        ("江南市春耕工作/为了春耕，现通知如下。/会议纪要", 1),
        ("现将春耕工作方案印发给你们。/江南市春耕工作方案", 1),
        ("总则", 1),
    ],
)
def test_a_title_runs_over_as_many_lines_as_it_takes(text, length):
    assert title_length(lines(text)) == length


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "现将《江南省节水办法》和《甲级项目名录》印发给你们。/并废止《旧办法》。",
            {"江南省节水办法", "甲级项目名录", "旧办法"},
        ),
        ("现印发《关于〈节水条例〉的说明》。", {"关于《节水条例》的说明"}),
        ("现印发《关于《节水条例》的说明》。", {"关于《节水条例》的说明"}),
        ("现将《节水办法》予以公布。/现将甲级项目名录予以公布。", {"节水办法", "甲级项目名录"}),
        ("现通知如下。", set()),
    ],
)
def test_a_notice_names_what_it_prints(text, names):
    assert named_titles(lines(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "现将甲级名录、乙级名录以及项目管理办法印发给你们。",
            {
                "甲级名录、乙级名录",
                "乙级名录以及项目管理办法",
                "甲级名录、乙级名录以及项目管理办法",
                "项目管理办法",
            },
        ),
        (
            "现将甲级项目名录和项目管理办法印发给你们。",
            {"甲级项目名录", "甲级项目名录和项目管理办法", "项目管理办法"},
        ),
        ("现将项目与资金管理办法印发给你们。", {"项目与资金管理办法", "资金管理办法"}),
        ("现将名录及办法印发给你们。", {"名录及办法"}),
        ("现将五年规划印发给你们。", set()),  # too short for a name
        ("现将专项五年规划印发给你们。", {"专项五年规划"}),
    ],
)
def test_names_joined_by_and_may_be_one_or_several(text, names):
    assert printed_names(text) == names


NOTICE = "现将《江南省城镇污水处理设施建设管理办法》印发给你们。"


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("江南省城镇污水处理设施建设管理办法", 1),
        ("江南省/城镇污水处理设施/建设管理办法", 3),
        ("江南省/城镇/污水处理设施/建设管理办法", 4),
        ("江南省/城镇/污水处理/设施建设/管理办法", 0),  # over more lines no title runs
        ("江　南　省/城镇污水处理设施建设管理办法", 2),
        ("江南省/城镇污水处理设施", 0),
        ("江南省/乡村污水处理设施建设管理办法", 0),
        ("第一条 甲。", 0),
        ("江南省：/城镇污水处理设施建设管理办法", 0),
    ],
)
def test_the_title_that_a_notice_names_stands_below_it_over_lines(title, length):
    text = lines(f"{NOTICE}/{title}/第一章 总则")
    end = named_title_end(text, 1)
    assert end == (1 + length if length else 0)
    assert named_title_end(text, 1, named_titles(text[:1])) == end
    assert named_title_end(text, 1, {"另一办法"}) == 0


def test_a_title_may_be_the_last_line_and_is_named_above_it():
    assert named_title_end(lines("现印发《江南省节水办法》。/江南省/节水办法"), 1) == 3
    assert named_title_end(lines("江南省节水办法/现印发《江南省节水办法》。"), 0) == 0


def test_no_lines_have_no_title():
    assert title_lines([]) == (0, 0)


@pytest.mark.parametrize(("length", "end"), [(80, 2), (81, 0)])
def test_a_line_of_a_title_has_eighty_characters_at_most(length, end):
    name = f"{'江' * (length - 2)}办法"
    assert title_length(lines(f"江南省/{name}/总则")) == (2 if end else 1)
    assert named_title_end(lines(f"现印发《{name}》。/{name}"), 1) == end
    assert ends_title(name) is bool(end)


@pytest.mark.parametrize(
    ("line", "ends", "is_notice", "begins"),
    [
        ("关于春耕工作的通知", True, True, False),
        ("通　　知", True, True, False),
        ("江南省节水办法（试行）", True, False, False),
        ("江南省节水办法（2024年修订）（试行）", True, False, False),
        ("关于春耕工作的", False, False, False),
        ("现发布关于春耕工作的通知。", False, False, True),
        ("现通知如下：", False, False, True),
        ("现发布通知:", False, False, True),
        ("什么是节水办法？哪些人应当遵守办法", False, False, True),
        ("各市、县人民政府：", False, False, True),
        ("2024年3月18日江南省人民政府发布的公告", False, False, False),  # of its making
        ("", False, False, False),
    ],
)
def test_how_titles_end_and_texts_begin(line, ends, is_notice, begins):
    assert (ends_title(line), is_notice_title(line), begins_text(line)) == (ends, is_notice, begins)
