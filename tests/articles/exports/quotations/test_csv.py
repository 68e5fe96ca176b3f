"""Results as CSV: the columns of the workbook, safe in a spreadsheet, bounded, with citation and address."""

import csv
import io

from articles.exports.sheets import harmless


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


def test_no_cell_is_a_formula():
    assert [harmless(text) for text in ("=1+1", "-1", "@a", "港口")] == ["'=1+1", "'-1", "'@a", "港口"]
