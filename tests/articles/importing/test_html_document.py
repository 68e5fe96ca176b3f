"""Which part of a web page is the document, and which of its tables are tables."""

import pytest

from articles.importing.identification.stated_facts import stated_facts
from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.html import read_html
from articles.text.parsing.structure import parse_policy

MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/x">政务公开</a></li></ul></div>'
FOOT = '<div class="foot"><p>本网站由某市政府办公室主办。</p><p>联系我们</p></div>'
SAID = [
    "你局《关于设立园区的请示》收悉。现批复如下。",
    "同意设立园区，规划面积5平方公里。",
    "请认真组织实施，重大事项及时报告。",
]


def page(content: str, title: str = "某市人民政府关于设立园区的批复") -> bytes:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_某市人民政府网</title></head><body>{MENU}"
        f"<div class='main'>{content}</div>{FOOT}</body></html>"
    ).encode()


@pytest.mark.parametrize(
    "lines",
    [
        SAID,
        [f"（{number}）{line}" for number, line in zip("一二三", SAID, strict=True)],
        [f"{number}.{line}" for number, line in enumerate(SAID, start=1)],
        [SAID[0], f"一、{SAID[1]}", SAID[2]],
    ],
    ids=["running text", "（一）", "1.", "one 一、"],
)
@pytest.mark.parametrize("wrap", ["<div>{}</div>", "<table><tr><td>{}</td><td>侧栏</td></tr></table>"])
def test_a_text_without_articles_is_found_by_its_sentences(lines, wrap):
    inner = "".join(f"<p>{line}</p>" for line in (*lines, "某市人民政府", "2024年3月5日"))
    text = read_html(page(wrap.format(inner))).text
    text_lines = text.splitlines()
    assert text_lines[0] == "某市人民政府关于设立园区的批复"
    assert [line for line in text_lines if line in lines] == lines
    assert "2024年3月5日" in text_lines
    assert not {"首页", "政务公开", "联系我们"} & set(text_lines)


def test_sentences_of_the_page_outside_the_document_are_named():
    reading = read_html(page("".join(f"<p>{line}</p>" for line in SAID)))
    assert [str(omission) for omission in reading.omissions] == [
        "未收入正文：网页其余部分的文字“本网站由某市政府办公室主办。”"
    ]


def test_pictures_in_the_document_are_named():
    inner = "".join(f"<p>{line}</p>" for line in SAID)
    pictures = "<p><img src='/a/map.png'><img src='b.png' alt='示意图'></p>"
    reading = read_html(page(f"<div>{inner}{pictures}</div>"))
    omissions = [str(omission) for omission in reading.omissions]
    assert omissions[:2] == ["未收入正文：图片“map.png”", "未收入正文：图片“示意图”"]


def test_a_page_in_one_form_is_read():
    inner = "".join(f"<p>{line}</p>" for line in SAID)
    assert SAID[1] in read_html(page(f"<form>{inner}<input value='x'></form>")).text


def test_a_document_that_is_mostly_a_table_keeps_what_stands_around_it():
    rows = "".join(f"<tr><td>项目{number}。</td><td>{'说明；' * 20}</td></tr>" for number in range(9))
    text = read_html(
        page(f"<div><p>现将清单公布如下。</p><table border=1>{rows}</table><p>某局</p></div>")
    ).text
    assert "现将清单公布如下。" in text
    assert "项目8。\t说明；" in text
    assert text.splitlines()[-1] == "某局"


def table(*rows: str, head: str = " border=1") -> str:
    return (
        f"<p>一、见下表。</p><table{head}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>二、完。</p>"
    )


@pytest.mark.parametrize(
    ("rows", "lines", "spans"),
    [
        (
            ["<th>类别<th>序号<th>部门", "<td rowspan=2>甲<td>1<td>局", "<td>2<td>院"],
            ["类别\t序号\t部门", "甲\t1\t局", "\t2\t院"],
            [("甲\t1", 0, 2, 1)],
        ),
        (
            ["<td colspan=2>甲<td>乙", "<td>丙<td>丁<td>戊"],
            ["甲\t\t乙", "丙\t丁\t戊"],
            [("甲\t\t乙", 0, 1, 2)],
        ),
        (["<td rowspan=0>甲<td>乙", "<td>丙", "<td>丁"], ["甲\t乙", "\t丙", "\t丁"], [("甲\t乙", 0, 3, 1)]),
        (["<td>甲<td><p>乙一</p><p>乙二</p>", "<td>丙<td>丁<br>戊"], ["甲\t乙一 乙二", "丙\t丁 戊"], []),
        # Columns and rows without words are left out, also where a cell goes over them.
        (["<td colspan=2>甲<td>乙", "<td colspan=2>丙<td>丁", "<td colspan=3>"], ["甲\t乙", "丙\t丁"], []),
        (["<td rowspan=999999>甲<td colspan=999999>乙", "<td>丙"], ["甲\t乙", "\t丙"], [("甲\t乙", 0, 2, 1)]),
    ],
)
def test_tables_are_on_the_full_grid(rows, lines, spans):
    reading = read_html(page(table(*rows)))
    text_lines = reading.text.split("\n")
    begin = text_lines.index("一、见下表。") + 1
    assert text_lines[begin : begin + len(lines)] == lines
    stated = [(reading.text[span.start :][: len(words)], span.column, span.rows, span.columns)
              for span, (words, *_) in zip(reading.spans, spans, strict=True)]  # fmt: skip
    assert stated == spans


def test_a_row_opens_no_point():
    rows = ["<th>任务<th>部门", "<td>三、落实<td>甲局", "<td>四、检查<td>乙局"]
    policy = parse_policy(read_html(page(table(*rows))).text)
    assert [article.number for article in policy.articles] == [1, 2]


def test_a_record_in_a_table_is_recorded():
    record = "<table border=1><tr><td>发文字号：<td>某政函〔2024〕3号<td>成文日期：<td>2024年3月5日</table>"
    text = read_html(page(record + table("<td>甲<td>乙"))).text
    assert stated_facts(parse_policy(text)).document_number == "某政函〔2024〕3号"


RECORD = (("索 引 号", "1133/2024-1"), ("发文字号", "某政发〔2024〕5号"), ("主题词", ""))


@pytest.mark.parametrize(
    "record",
    [
        "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in RECORD) + "</dl>",
        "".join(f"<li><label><b>{name}：</b></label><span>{value}</span></li>" for name, value in RECORD),
        "".join(f"<div><div>{name}</div><div><p>{value}</p></div></div>" for name, value in RECORD),
        "<table>"
        + "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in RECORD)
        + "</table>",
        "<table><tr>"
        + "".join(f"<td>{name}</td><td>{value}</td>" for name, value in RECORD)
        + "</tr></table>",
    ],
    ids=["dl", "label and span", "two div", "th and td", "a row of cells"],
)
def test_a_record_is_recorded_however_its_names_and_values_stand(record):
    policy = parse_policy(read_html(page(record + "".join(f"<p>{line}</p>" for line in SAID))).text)
    assert [(entry.key, entry.value) for entry in policy.front.record] == [
        ("index_number", "1133/2024-1"),
        ("document_number", "某政发〔2024〕5号"),
        ("keywords", ""),
    ]
    assert policy.front.title.text == "某市人民政府关于设立园区的批复"


def test_names_beside_values_without_an_index_or_number_are_no_record():
    menu = "<p><span>主题分类</span><span>工业</span></p><p><span>公开方式</span><span>主动公开</span></p>"
    assert not parse_policy(
        read_html(page(menu + "".join(f"<p>{line}</p>" for line in SAID))).text
    ).front.record


def test_a_document_that_prints_its_title_goes_by_it_whatever_the_page_says():
    own = "<p>某市某局</p><p>关于印发《某办法》的通知</p>"
    reading = read_html(
        page(own + "".join(f"<p>{line}</p>" for line in SAID), title="关于印发某收费标准的通知")
    )
    assert reading.text.splitlines()[:2] == ["某市某局", "关于印发《某办法》的通知"]
    assert str(reading.omissions[0]) == "未收入正文：网页的标题“关于印发某收费标准的通知”"


def test_a_heading_that_ends_as_titles_do_is_the_title_and_the_name_of_the_site_is_none():
    inner = "<h2>某县关于某事的通知</h2><div>" + "".join(f"<p>{line}</p>" for line in SAID) + "</div>"
    assert read_html(page(inner, title="某县")).text.splitlines()[0] == "某县关于某事的通知"


@pytest.mark.parametrize(
    "rows",
    [
        # 450 columns and 450 rows, of which all but the first have one cell
        f"<tr>{'<td>一' * 450}</tr>" + "<tr><td>一</tr>" * 449,
        "<tr><td colspan=1000>一" * 1_100,
        "<tr>" + "<td>一" * 1_001,
    ],
)
def test_a_table_too_large_is_refused(rows):
    with pytest.raises(UnreadableFileError, match="一个表格超过"):
        read_html(page(f"<table border=1>{rows}</table>"))


def test_articles_in_radicals_are_the_document():
    sentences = "某市召开会议，会议强调要抓好落实。</p><p>另一条新闻，又一句话，再一句话。"
    news = f"<div><p>{sentences}</p></div>"
    articles = "<div><p>某办法</p><p>第⼀条 甲。</p><p>第⼆条 乙。</p></div>"
    reading = read_html(f"<html><title>某办法</title><body>{news}{articles}</body></html>".encode())
    assert reading.text.splitlines() == ["某办法", "第⼀条 甲。", "第⼆条 乙。"]


@pytest.mark.parametrize(
    "row",
    ["<li><span>{}</span><em>{}</em></li>", "<dt>{}</dt><dd>{}</dd>", "<p><b>{}：</b><span>{}</span></p>"],
)
def test_beside_a_record_a_pair_of_the_same_elements_is_an_entry_by_whatever_name(row):
    pairs = [("索引号", "某/2024-1"), ("所属机构", "标准技术司"), ("文号", "某政规〔2024〕5号")]
    record = "".join(row.format(*pair) for pair in pairs)
    inner = f"<ul>{record}</ul><p>某市人民政府关于设立园区的批复</p>" + "".join(
        f"<p>{line}</p>" for line in SAID
    )
    facts = stated_facts(parse_policy(read_html(page(f"<div>{inner}</div>")).text))
    assert (facts.title, facts.document_number) == ("某市人民政府关于设立园区的批复", "某政规〔2024〕5号")


def test_pairs_of_the_same_elements_in_the_text_are_none():
    record = "<p><b>索引号</b><i>某/2024-1</i></p><p><b>文号</b><i>某政规〔2024〕5号</i></p>"
    inner = f"{record}<p>某市指南</p><p><b>事项名称</b><i>燃气许可</i></p>" + "".join(
        f"<p>{line}</p>" for line in SAID
    )
    assert "事项名称燃气许可" in read_html(page(f"<div>{inner}</div>")).text.splitlines()


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("<ol>", ["1.", "2."]),
        ("<ol start='3'>", ["3.", "4."]),
        ("<ol type='a'>", ["a.", "b."]),
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、"]),
        ("<ol reversed>", ["2.", "1."]),
        ("<ol style='list-style: none'>", ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_numbers_of_a_list_are_written_as_a_browser_shows_them(opening, labels):
    content = f"<p>{SAID[0]}</p>{opening}<li> {SAID[1]}</li><li><p><b>{SAID[2]}</b></p></li></{opening[1:3]}>"
    lines = read_html(page(content)).text.splitlines()
    assert lines[-2:] == [f"{labels[0]}{SAID[1]}", f"{labels[1]}{SAID[2]}"]


def test_items_with_labels_of_their_own_and_menus_get_no_numbers():
    items = f"<ol><li>（一）{SAID[1]}</li><li>（二）{SAID[2]}</li></ol>"
    crumbs = "<ol><li><a href='/'>首页</a></li><li><a href='/a'>公开</a></li></ol>"
    text = read_html(page(f"{crumbs}<p>{SAID[0]}</p>{items}")).text
    assert text.splitlines()[-2:] == [f"（一）{SAID[1]}", f"（二）{SAID[2]}"]
    assert "1." not in text
