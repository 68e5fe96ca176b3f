"""Tables in a text: where they are, what their cells cover, what an edit leaves of that."""

import pytest

from articles.text.parsing.lines import split_lines
from articles.text.tables import Paragraph, PrintedTable, blocks, fitting_spans, moved_spans

TEXT = "见下表：\n类别\t项目\t元\n甲类\t一项\t10\n\t二项\t20\n乙类\t\t30\n以上。"
SPANS = [(2, 0, 2, 1), (4, 0, 1, 2)]


def test_a_text_is_paragraphs_and_tables_in_order():
    first, table, last = blocks(TEXT, SPANS)
    assert (first.number, first.text, last.number, last.text) == (1, "见下表：", 2, "以上。")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["类别", "项目", "元"],
        ["甲类", "一项", "10"],
        ["二项", "20"],
        ["乙类", "30"],
    ]
    tall, wide = table.rows[1][0], table.rows[3][0]
    assert [(cell.rows, cell.columns) for cell in (tall, wide)] == [(2, 1), (1, 2)]
    assert table.heads == 1


def test_each_part_stands_where_it_says():
    for block in blocks(TEXT, SPANS):
        parts = [cell for row in block.rows for cell in row] if isinstance(block, PrintedTable) else [block]
        for part in parts:
            assert TEXT[part.start : part.end] == part.text


@pytest.mark.parametrize(
    "text",
    [
        "甲\t乙",  # one line
        "1.\t甲\n2.\t乙",  # a list
        "第一条\t甲\n第二条\t乙",
        "第一章 总则\t1\n第二章 附则\t9",  # contents
        "\t甲\n\t乙",  # indented
        "甲\t乙\n丙\t丁\t戊",  # no grid
        "甲\n乙",
    ],
)
def test_tabs_alone_make_no_table(text):
    assert all(isinstance(block, Paragraph) for block in blocks(text))


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("项目\t税率\n甲\t5%", 1),
        ("2019年\t15\n2020年\t16", 0),
        ("\t税率\n甲\t5%", 0),
        ("甲应当依法办理。\t乙\n丙\t丁", 0),
    ],
)
def test_a_head_is_a_row_of_short_words(text, heads):
    assert blocks(text)[0].heads == heads


def test_a_head_is_as_high_as_its_highest_cell():
    text = "省\t任务\t\n\t1996年\t1997年\n甲\t1\t2"
    assert blocks(text, [(0, 0, 2, 1), (0, 1, 1, 2)])[0].heads == 2


@pytest.mark.parametrize(
    "span",
    [
        (0, 0, 2, 1),  # no table there
        (1, 0, 2, 1),  # over a cell with words
        (4, 0, 3, 1),  # beyond the table
        (3, 1, 1, 3),
        (2, 0, 1, 1),  # covers nothing
        (2, 0, 2, 2),
        (-1, 0, 2, 1),
        (2, 0, 10**12, 1),
    ],
)
def test_a_span_that_does_not_fit_is_dropped(span):
    assert fitting_spans(TEXT, [span]) == []


def test_of_two_spans_over_one_place_the_first_stays():
    assert fitting_spans("甲\t\n\t", [(0, 0, 1, 2), (0, 0, 2, 1)]) == []
    assert fitting_spans("甲\t\t乙\n丙\t\t丁", [(0, 0, 1, 2), (0, 1, 2, 1)]) == [(0, 0, 1, 2)]


@pytest.mark.parametrize(
    ("after", "spans"),
    [
        (TEXT.replace("见下表", "见附表"), SPANS),
        (f"新增一款。\n{TEXT}", [(3, 0, 2, 1), (5, 0, 1, 2)]),
        (f"{TEXT}\n再加。", SPANS),
        (TEXT.replace("\t二项", "甲类\t二项"), [(4, 0, 1, 2)]),
        (TEXT.replace("\t", "，"), []),
    ],
)
def test_an_edit_keeps_the_spans_that_still_fit(after, spans):
    assert moved_spans(TEXT, after, SPANS) == spans


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("甲\t乙\n\t丙\n丁\t\n", ["甲\t乙", "\t丙", "丁\t"]),
        ("\t甲\t乙\n\t丙\t丁\n", ["甲\t乙", "丙\t丁"]),  # an indent
        ("甲\t乙\n\t\n丙\t丁\n", ["甲\t乙", "", "丙\t丁"]),  # a blank line
        ("　　甲\t乙  \r\n\t丙\r\n", ["甲\t乙", "\t丙"]),
        ("\t第一条\t甲。\n\t第二条\t乙。\n", ["第一条\t甲。", "第二条\t乙。"]),
    ],
)
def test_rows_keep_their_empty_cells_and_no_character_is_lost(source, rows):
    lines = split_lines(source)
    assert [line.text for line in lines] == rows
    assert "".join(f"{line.indent}{line.text}{line.tail}" for line in lines) == source
