"""Printed pages give paragraphs; what stands on every page, and what cannot be read, is named."""

import subprocess

import pytest

from articles.importing.pdf_process.pdf_pages import pages_as_json
from articles.importing.readers import pdf as reader
from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.pdf import read_pdf
from tests.articles.importing.printed import HEIGHT, LEFT, SIZE, WIDTH, Put, page_of, pdf

LONG = "为了规范收费行为，保护缴费人的合法权益，根据有关法律、行政法规的规定，结合本市实际情况，制定本办法，"
END = "各区人民政府和市政府有关部门应当遵照执行。"
LABELLED = ["第一条 " + LONG + END, "第二条 收费应当公开。", "（一）公开标准。", "（二）公开依据。"]


def read(*pages: list[Put], **how: str):
    """What a file says, as the process for it would answer; to start one for each costs ten times as much."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader.subprocess, "run", _run_in_process)
        return read_pdf(pdf(pages, **how))


def _run_in_process(command: list[str], *, input: bytes, **how: object) -> subprocess.CompletedProcess:
    return subprocess.CompletedProcess(command, 0, stdout=pages_as_json(input))


def test_lines_are_joined_to_paragraphs_over_pages():
    whole = f"第一条 {LONG}{END}"
    first = page_of([whole[:26], *LABELLED[1:]], head="某市人民政府公报", foot="— 1 —")
    assert read(first).text.splitlines()[-3:] == LABELLED[1:]
    # The last line of a page is full: its paragraph goes on at the head of the next.
    cut = 26 + 28
    upper = page_of(["某市收费办法", whole[:cut]], head="某市人民政府公报", foot="— 1 —")
    lower = [
        Put("某市人民政府公报", LEFT, 40),
        Put(whole[cut : cut + 28], LEFT, 110),
        Put(whole[cut + 28 :], LEFT, 138),
    ]
    reading = read_pdf(pdf([upper, [*lower, *page_of(LABELLED[1:], foot="— 2 —", top=200)]]))
    assert reading.text.splitlines() == ["某市收费办法", whole, *LABELLED[1:]]
    assert [str(omission) for omission in reading.omissions] == [
        "未收入正文：页码 2 处“— 1 —、— 2 —”",
        "未收入正文：页眉或页脚“某市人民政府公报”",
    ]


@pytest.mark.parametrize("foot", ["- 3 -", "3", "第 3 页", "第3页 共9页", "—3—", "3 / 9"])
def test_forms_of_page_numbers(foot):
    assert read(page_of(LABELLED, foot=foot)).text.splitlines()[-1] == LABELLED[-1]


def test_a_number_within_the_page_is_text():
    assert "2024" in read([*page_of(LABELLED), Put("2024", LEFT, HEIGHT / 2)]).text


def test_a_label_in_radicals_begins_a_paragraph():
    points = ["⼀、" + LONG[:24], "⼆、" + LONG[:24], "三、公开依据。"]
    assert read(page_of(points)).text.splitlines()[-3:] == points


def test_a_hanging_paragraph_is_one():
    lines = [Put((LONG + END)[at : at + 26], LEFT + 2 * SIZE, 200 + at) for at in range(0, 60, 26)]
    text = read([*page_of(LABELLED[:1]), *lines]).text
    assert text.splitlines()[-1] == (LONG + END)[:78]


def test_a_drawn_table_is_a_table():
    """Read by the process of its own, as the first test and those of files that cannot be read are."""
    frame = "".join(f"80 {y} m 400 {y} l S\n" for y in (300, 330, 360)) + "".join(
        f"{x} 300 m {x} 360 l S\n" for x in (80, 240, 400)
    )
    cells = [
        Put(text, x, HEIGHT - y - 22)
        for text, x, y in (("项目", 90, 330), ("金额", 250, 330), ("甲", 90, 300), ("十元", 250, 300))
    ]
    reading = read_pdf(pdf([[*page_of(LABELLED), *cells]], drawn=frame))
    assert reading.text.splitlines()[-2:] == ["项目\t金额", "甲\t十元"]


def table_page(rows: list[tuple[str, ...]], *, above: list[Put] | None = None) -> list[Put]:
    """Rows of a table of two columns of 160 points, 50 points high, from 300 points above the foot down."""
    cells = [
        Put(part, 90 + 160 * column, HEIGHT - 300 + 50 * row + 4 + 20 * place)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        for place, part in enumerate(text.split("\n"))
    ]
    return [*(above or []), *cells]


def grid(rows: int) -> str:
    levels = [300 - 50 * row for row in range(rows + 1)]
    across = "".join(f"80 {y} m 400 {y} l S\n" for y in levels)
    return across + "".join(f"{x} {levels[0]} m {x} {levels[-1]} l S\n" for x in (80, 240, 400))


def test_a_cell_is_put_together_where_its_width_broke_it():
    rows = [("项目", "标准"), ("甲", "不低于国家标准的\n百分之十"), ("乙", "申请人\n联系人")]
    reading = read(table_page(rows, above=page_of(LABELLED)), drawn=grid(3))
    assert reading.text.splitlines()[-2:] == ["甲\t不低于国家标准的百分之十", "乙\t申请人 联系人"]


def test_the_heading_of_a_table_that_goes_on_is_read_once():
    upper = table_page([("项目", "金额"), ("甲", "十元")], above=page_of(LABELLED))
    lower = table_page([("项目", "金额"), ("乙", "二十元")])
    reading = read(upper, lower, drawn=grid(2))
    assert reading.text.splitlines()[-3:] == ["项目\t金额", "甲\t十元", "乙\t二十元"]
    assert [str(omission) for omission in reading.omissions] == ["未收入正文：续表的表头 1 处“项目、金额”"]


def test_lines_that_are_all_short_are_paragraphs():
    lines = ["某市应急预案", "1 总则", "1.1 目的", "1.2 依据", "2 附则", "2.1 解释", "2.2 施行"]
    text = read([Put(line, LEFT, 110 + 28 * at) for at, line in enumerate(lines)]).text
    assert text.splitlines() == lines


def test_digits_of_another_font_stay_in_their_line():
    parts = [("距离林缘", "F"), ("100", "G"), ("米以内禁火。", "F")]
    puts, left = [], LEFT + 2 * SIZE
    for text, font in parts:
        puts.append(Put(text, left, 400, font))
        left += len(text) * SIZE
    assert read([*page_of(LABELLED), *puts]).text.splitlines()[-1] == "距离林缘100米以内禁火。"


def test_a_centred_title_does_not_run_into_the_heading_below():
    title = "某市海绵城市建设工程设计技术导则试行"
    middle = Put(title, WIDTH / 2 - len(title) * SIZE / 2, 80)
    lines = read([middle, Put("1 总则", LEFT, 108), *page_of([LONG[:28] + LONG], top=136)]).text.splitlines()
    assert lines[:2] == [title, "1 总则"]


def test_a_decimal_begins_a_paragraph_behind_a_full_line():
    full = "1.1 为规范本市海绵城市建设，保护水生态环境，制定本导则。"
    lines = [full, "1.2 适用范围", "1.3 年径流总量控制率不低于百分之七十五，按照下列规定。", "2 术语"]
    read_lines = read([Put(line, LEFT, 110 + 28 * at) for at, line in enumerate(lines)]).text.splitlines()
    assert read_lines == lines


def test_a_long_number_that_did_not_fit_goes_on():
    above, below = "建设算力中心，到二〇二七年全市算力规模将达到", "1000PFLOPS。"
    puts = [Put(above, LEFT + 2 * SIZE, 400), Put(below, LEFT, 428)]
    assert read([*page_of(LABELLED), *puts]).text.splitlines()[-1] == above + below


@pytest.mark.parametrize("head", ["2024/5/8 10:30 某意见", "11/30/26, 12:14 AM", "2024/5/8 上午10:30"])
def test_what_a_browser_prints_around_a_page_is_left_out(head):
    page = page_of(LABELLED, head=head, foot="https://www.gov.cn/a.htm 1/1")
    reading = read(page)
    assert reading.text.splitlines()[-1] == LABELLED[-1]
    assert head not in reading.text
    assert [omission.what for omission in reading.omissions] == ["页眉或页脚", "页眉或页脚"]


LOCKED = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<{'aa' * 32}>/U<{'bb' * 32}>>>/ID[<00><00>]"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([[]]), "扫描件"),
        (b"%PDF-1.7\nnonsense", "不是完好的 PDF"),
        (b"no pdf at all", "不是完好的 PDF"),
        (pdf([page_of(LABELLED)], trailer=LOCKED), "加了密"),
    ],
    ids=["scanned", "broken", "other", "encrypted"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read_pdf(content)
