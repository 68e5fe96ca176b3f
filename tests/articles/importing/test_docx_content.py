"""Every run of a Word document is in the text or is named as left out."""

import io
import zipfile

import pytest
from docx import Document
from lxml import etree

from articles.importing.readers.docx import read_docx
from tests.articles.importing.word import add_notes, document_bytes, merge_cells, run, with_paragraph

TEXTBOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    f"<w:p>{run('框内')}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    f"<v:textbox><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
PICTURE = (
    "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='a' descr='组织图'/></wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("xml", "text", "left_out"),
    [
        (f"<w:ins>{run('新')}</w:ins>", "新", []),
        (f"<w:moveTo>{run('移')}</w:moveTo>", "移", []),
        (f"<w:hyperlink>{run('链')}</w:hyperlink>", "链", []),
        (f"<w:sdt><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>", "控", []),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>", "甲-乙", []),
        (TEXTBOX, "\n框内", []),
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "", ["已删除的修订“旧”"]),
        (f"<w:moveFrom>{run('走')}</w:moveFrom>", "", ["移走的修订“走”"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "", ["隐藏文字“隐”"]),
        (PICTURE, "", ["图片或图形“组织图”"]),
        ("<w:r><w:object/></w:r>", "", ["嵌入的对象"]),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1", ["公式的排版（文字已收）“x+1”"]),
        (
            f"<w:r><w:ruby><w:rt>{run('pīn')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
            "拼",
            ["注音“pīn”"],
        ),
        ("<w:foreign><a:t>图形里的字</a:t></w:foreign>", "", ["没有认出的内容“图形里的字”"]),
    ],
)
def test_what_stands_in_a_paragraph(xml, text, left_out):
    reading = read_docx(document_bytes(with_paragraph(f"{run('第一条 ')}{xml}")))
    assert reading.text == f"某办法\n第一条 {text}\n"
    assert [str(omission) for omission in reading.omissions] == [f"未收入正文：{words}" for words in left_out]
    assert all(omission.line <= 3 for omission in reading.omissions)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_below_the_paragraph_that_refers_to_them(kind):
    document = with_paragraph(f'{run("税率")}<w:r><w:{kind}Reference w:id="1"/></w:r>{run("为五。")}')
    add_notes(document, ["见另文。"], kind=kind)
    reading = read_docx(document_bytes(document))
    assert reading.text == "某办法\n税率[1]为五。\n[1] 见另文。\n"
    assert reading.omissions == ()


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    mark = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    document = with_paragraph(run("第一条 甲"), before=mark)
    document.add_paragraph("乙。")
    assert read_docx(document_bytes(document)).text == "某办法\n第一条 甲乙。\n"


def test_headers_footers_and_comments_are_named():
    document = Document()
    document.add_paragraph("某办法")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "共三页"
    document.add_comment(document.paragraphs[0].runs, text="请核对", author="甲")
    reading = read_docx(document_bytes(document))
    assert reading.text == "某办法\n"
    assert {str(omission) for omission in reading.omissions} == {
        "未收入正文：页眉“内部资料”",
        "未收入正文：页脚“共三页”",
        "未收入正文：批注“请核对”",
    }


def test_merged_cells_keep_the_grid_and_their_spans():
    document = Document()
    table = document.add_table(rows=4, cols=3)
    texts = ["类别", "项目", "元", "甲类", "一项\n（含税）", "10", "", "二项", "20", "合计", "", "30"]
    for cell, text in zip([cell for row in table.rows for cell in row.cells], texts, strict=True):
        cell.text = text
    merge_cells(table, (1, 0), (2, 0))
    merge_cells(table, (3, 0), (3, 1))
    reading = read_docx(document_bytes(document))
    assert reading.text == "类别\t项目\t元\n甲类\t一项 （含税）\t10\n\t二项\t20\n合计\t\t30\n"
    starts = [reading.text.index("甲类"), reading.text.index("合计")]
    assert [(span.start, span.column, span.rows, span.columns) for span in reading.spans] == [
        (starts[0], 0, 2, 1),
        (starts[1], 0, 1, 2),
    ]


def test_words_hidden_under_a_merged_cell_are_named():
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], "甲乙丙丁", strict=True):
        cell.text = text
    table.cell(0, 0)._tc.vMerge, table.cell(1, 0)._tc.vMerge = "restart", "continue"
    reading = read_docx(document_bytes(document))
    assert reading.text == "甲\t乙\n\t丁\n"
    assert [omission.text for omission in reading.omissions] == ["丙"]


def test_a_box_around_text_is_no_table():
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "某办法"
    cell.add_paragraph("第一条 甲。")
    assert read_docx(document_bytes(document)).text == "某办法\n第一条 甲。\n"


def test_every_run_of_the_file_is_accounted_for():
    """The proof begins at the file: its runs, read by other means, are in the text or in the list."""
    document = with_paragraph(
        f"{run('第一条 甲')}<w:del><w:r><w:delText>旧文</w:delText></w:r></w:del>{TEXTBOX}"
    )
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    add_notes(document, ["没有引用的脚注。"])
    file = document_bytes(document)
    reading = read_docx(file)
    reported = reading.text + "".join(omission.text for omission in reading.omissions)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        for name in parts:
            for element in etree.fromstring(package.read(name)).iter("{*}t", "{*}delText"):
                assert (element.text or "") in reported, name


def with_table_in_a_cell(rows: int) -> Document:
    document = Document()
    outer = document.add_table(rows, 2)
    for row in range(rows):
        outer.cell(row, 0).text = f"类{row}"
    cell = outer.cell(rows - 1, 1)
    cell.text = "包括："
    inner = cell.add_table(2, 2)
    for place, word in enumerate("甲乙丙丁"):
        inner.cell(place // 2, place % 2).text = word
    return document


def test_a_table_in_a_cell_is_words_of_that_cell_and_reported():
    reading = read_docx(document_bytes(with_table_in_a_cell(2)))
    assert reading.text.splitlines()[:2] == ["类0\t", "类1\t包括： 甲 乙 丙 丁"]
    assert [str(omission) for omission in reading.omissions] == [
        "未收入正文：单元格里的表格的行列（文字已收）“甲乙丙丁”"
    ]


def test_a_table_in_a_table_that_lays_out_the_page_stays_a_table():
    reading = read_docx(document_bytes(with_table_in_a_cell(1)))
    assert reading.text.split("\n")[:4] == ["类0", "包括：", "甲\t乙", "丙\t丁"]
    assert not reading.omissions
