"""Results as CSV: the columns of the workbook, safe in a spreadsheet, bounded, with citation and address."""

import csv
import io

from openpyxl import Workbook

from articles.exports.sheets import write_text


def rows_of(response) -> list[dict[str, str]]:
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_what_is_found_has_its_citation_and_address(client, shipped):
    rows = rows_of(client.get("/search.csv", {"q": "进口关税"}))
    assert rows[0]["条"] == "第二十五条"
    assert rows[0]["网址"].endswith("/policies/gxblk-2009-232/articles/25/")
    assert "国家产业技术政策" in rows[0]["引用（GB/T 7714）"]
    assert rows[0]["效力状态"] == "待核实"


def test_it_holds_what_the_filters_leave(client, shipped):
    every = rows_of(client.get("/search.csv", {"q": "企业"}))
    some = rows_of(client.get("/search.csv", {"q": "企业", "also": "知识产权"}))
    assert 0 < len(some) < len(every)
    assert all("知识产权" in row["原文"] for row in some)


def test_no_cell_of_the_file_is_a_formula(client, import_text):
    import_text("formula", "＝1+1港口费办法\n第一条 港口费照章缴纳。\n")
    (row,) = rows_of(client.get("/search.csv", {"q": "港口费照章"}))
    assert row["文件"] == "'＝1+1港口费办法"


def test_no_cell_of_a_workbook_is_either():
    cell = Workbook().active["A1"]
    for text, is_formula in (("=1+1", True), (" ＝1+1", True), ("\n@a", True), ("港口", False)):
        write_text(cell, text)
        assert cell.quotePrefix is is_formula
