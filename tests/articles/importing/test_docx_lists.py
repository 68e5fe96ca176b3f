"""Labels of lists that Word counts by itself are those that Word prints."""

import pytest
from docx import Document

from articles.importing.readers.docx import read_docx
from articles.importing.readers.list_numbers import list_number
from tests.articles.importing.word import (
    W,
    add_paragraph_in_style,
    document_bytes,
    level,
    numbered_document,
    starts_at,
)

OFFICIAL = (
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4")
)
DECIMAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3")
LEGAL = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
RUNNING = level(0, "chineseCounting", "%1、") + level(
    1, "chineseCounting", "（%2）", extra='<w:lvlRestart w:val="0"/>'
)
OTHER = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'


ONE = {1: (0, "")}


def with_other(overrides: str) -> dict[int, tuple[int, str]]:
    """A second list of the same definition."""
    return {**ONE, 2: (0, overrides)}


def labels(document: Document) -> list[str]:
    lines = read_docx(document_bytes(document)).text.splitlines()
    return [line.removesuffix("文").strip() for line in lines]


@pytest.mark.parametrize(
    ("definition", "lists", "places", "printed"),
    [
        (OFFICIAL, ONE, [(1, 0), (1, 1), (1, 2), (1, 3), (1, 1), (1, 0), (1, 1)],
         "一、 （一） 1. ① （二） 二、 （一）"),
        (DECIMAL, ONE, [(1, 0), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1)], "1. 1.1 1.1.1 1.1.2 2. 2.1"),
        # A list that starts anew; one that does not counts on.
        (OFFICIAL, with_other(starts_at(0, 1)), [(1, 0), (1, 0), (2, 0), (2, 0)], "一、 二、 一、 二、"),
        (OFFICIAL, with_other(""), [(1, 0), (1, 0), (2, 0), (1, 0)], "一、 二、 三、 四、"),
        (OFFICIAL, with_other(starts_at(0, 5)), [(1, 0), (2, 0), (2, 0), (1, 0)], "一、 五、 六、 七、"),
        (OFFICIAL, with_other(OTHER), [(1, 0), (2, 0)], "一、 B)"),
        (LEGAL, ONE, [(1, 0), (1, 1), (1, 0), (1, 1)], "第一章 1.1 第二章 2.1"),
        (RUNNING, ONE, [(1, 0), (1, 1), (1, 0), (1, 1)], "一、 （一） 二、 （二）"),
        # A level that was left out counts as begun.
        (DECIMAL, ONE, [(1, 1), (1, 0)], "1.1 2."),
        (OFFICIAL, ONE, [(0, 0), (1, 0)], " 一、"),
    ],
)  # fmt: skip
def test_levels_and_restarts(definition, lists, places, printed):
    assert labels(numbered_document([definition], lists, places)) == printed.split(" ")


def test_articles_run_on_through_the_chapters_of_a_document_that_libreoffice_wrote():
    definition = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条")
    content = document_bytes(numbered_document([definition], ONE, [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]))
    converted = read_docx(content, is_converted=True)
    assert "第二章 文\n第三条 文" in converted.text
    assert [omission.what[:6] for omission in converted.omissions] == ["每章条号是否"]
    assert "第二章 文\n第一条 文" in read_docx(content).text


def test_a_label_of_which_the_file_has_a_question_mark_is_reported():
    definition = level(0, "chineseCounting", "%1?")
    (omission,) = read_docx(document_bytes(numbered_document([definition], ONE, [(1, 0)]))).omissions
    assert omission.text == "一?"


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it():
    styles = [
        f'<w:style {W} w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>",
        f'<w:style {W} w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Part"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>',
        f'<w:style {W} w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Part"/><w:pPr><w:numPr>'
        '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>',
        f'<w:style {W} w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
    ]
    document = numbered_document([OFFICIAL], ONE, [], styles=styles)
    for style in ("Part", "Below", "Plain", "Loop", "Part"):
        add_paragraph_in_style(document, style)
    assert labels(document) == ["一、", "（一）", "", "", "二、"]


def test_a_level_is_that_which_names_the_style():
    definition = level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="A"/>') + level(
        1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="B"/>'
    )
    styles = [
        f'<w:style {W} w:type="paragraph" w:styleId="{name}"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        for name in ("A", "B")
    ]
    document = numbered_document([definition], ONE, [], styles=styles)
    for style in ("A", "B", "B", "A", "B"):
        add_paragraph_in_style(document, style)
    assert labels(document) == ["一、", "（一）", "（二）", "二、", "（一）"]


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", "1 2 10 12 25"),
        ("decimalZero", "01 02 10 12 25"),
        ("upperRoman", "I II X XII XXV"),
        ("lowerRoman", "i ii x xii xxv"),
        ("upperLetter", "A B J L Y"),
        ("lowerLetter", "a b j l y"),
        ("chineseCounting", "一 二 十 十二 二十五"),
        ("chineseCountingThousand", "一 二 十 十二 二十五"),
        ("japaneseCounting", "一 二 十 十二 二十五"),
        ("ideographDigital", "一 二 一〇 一二 二五"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾贰 贰拾伍"),
        ("ideographTraditional", "甲 乙 癸 12 25"),
        ("ideographZodiac", "子 丑 酉 亥 25"),
        ("decimalFullWidth", "１ ２ １０ １２ ２５"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑫ 25"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑿ 25"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒓ 25"),
        ("ideographEnclosedCircle", "㈠ ㈡ ㈩ 12 25"),
        ("no such format", "1 2 10 12 25"),
    ],
)
def test_formats_of_numbers(number_format, written):
    assert [list_number(number, number_format) for number in (1, 2, 10, 12, 25)] == written.split(" ")


@pytest.mark.parametrize(
    ("number", "number_format", "written"),
    [
        (101, "chineseCounting", "一○一"),
        (101, "chineseCountingThousand", "一百零一"),
        (28, "lowerLetter", "bb"),
        (0, "chineseCounting", "0"),
    ],
)
def test_high_numbers(number, number_format, written):
    assert list_number(number, number_format) == written
