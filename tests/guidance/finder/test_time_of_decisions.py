"""Age and validity, and what later documents did, stand wherever somebody decides by a measure."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

STANDING = "2009年文件，效力待核实"
STOPPED = "已停止执行（仅供沿革）"
SLUG = "innovation-product-procurement"
QUERY = "kind=enterprise&ownership=domestic&needs=procurement"
LATER = "财库〔2011〕85号"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        f"/guidance/?{QUERY}",
        "/guidance/measures/",
        f"/guidance/measures/{SLUG}/",
        f"/guidance/pack/?{QUERY}",
        "/search/?q=自主创新产品政府采购",
    ],
)
def test_pages_say_how_old_the_document_is(client, shipped, address):
    page = client.get(address, follow=True).content.decode()
    assert STANDING in page
    assert "《国家产业技术政策》" in page


@pytest.mark.parametrize(
    "address",
    [
        f"/guidance/?{QUERY}",
        f"/guidance/measures/{SLUG}/",
        "/guidance/measures/?instrument=innovation-product-procurement",
        "/policies/gxblk-2009-232/articles/20/",
        "/instruments/government-procurement/",
        "/search/?q=自主创新的政府采购政策规定",
        f"/api/v1/guidance/measures/{SLUG}/",
        "/policies/gxblk-2009-232/articles/20.json",
    ],
)
def test_pages_and_data_name_the_document_that_stopped_it(client, shipped, address):
    assert LATER in client.get(address, follow=True).content.decode()


def test_a_stopped_measure_is_stopped_in_every_answer(client, shipped):
    page = client.get(f"/guidance/?{QUERY}").content.decode()
    assert "已停止执行 1 项" in page
    assert f'id="m-{SLUG}"' in page.split('id="stopped"')[1]
    response = client.post(
        "/api/v1/guidance/match/", {"kinds": ["enterprise"]}, content_type="application/json"
    )
    rows = {row["measure"]["slug"]: row for row in response.json()["excluded"]}
    assert (rows[SLUG]["verdict"], rows[SLUG]["standing"]) == ("stopped", STANDING)
    assert SLUG not in {row["measure"]["slug"] for row in response.json()["results"]}


def test_the_pack_says_it_in_word_and_excel(client, shipped):
    book = load_workbook(io.BytesIO(client.get(f"/guidance/pack.xlsx?{QUERY}").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    document = Document(io.BytesIO(client.get(f"/guidance/pack.docx?{QUERY}").content))
    words = [
        *(paragraph.text for paragraph in document.paragraphs),
        *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
    ]
    for texts in (cells, words):
        assert any(STANDING in text for text in texts)
        assert any(LATER in text for text in texts)
        assert STOPPED in texts
