"""The selection: what an address names, its page, its files."""

import html
import io
import json

import pytest
from django.http import QueryDict
from docx import Document
from openpyxl import load_workbook

from guidance.selection.chosen import MOST, read_selection

POLICY = "gxblk-2009-232"
MEASURE = "import-duty-major-projects"
QUERY = f"unit={POLICY}:25,23&measure={MEASURE}"


def selection_of(query: str):
    return read_selection(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        (f"unit={POLICY}:25,23", ["第二十三条", "第二十五条"]),
        (f"unit={POLICY}:25&unit={POLICY}:23", ["第二十三条", "第二十五条"]),
        (f"unit={POLICY}:25,25&unit={POLICY}:25", ["第二十五条"]),
        (f"unit= {POLICY}: 25 , ,23", ["第二十三条", "第二十五条"]),
        ("", []),
        ("unit=", []),
        ("unit=:::&measure=,,", []),
    ],
)
def test_an_address_names_units_in_the_order_of_the_text(shipped, query, labels):
    assert [article.label for article in selection_of(query).articles] == labels


def test_units_of_several_policies_stand_policy_by_policy(shipped, import_text):
    import_text("other", "某办法\n第一条 甲。\n第二条 乙。\n")
    selection = selection_of(f"unit=other:2&unit={POLICY}:1&unit=other:1")
    assert [article.key for article in selection.articles] == ["other:1", "other:2", f"{POLICY}:1"]


@pytest.mark.parametrize(
    "key",
    [f"{POLICY}:99", f"{POLICY}:第二条", "no-such:1", f"{POLICY}:", f"{POLICY}:1-1", "x' OR 1=1:1", "%00:1"],
)
def test_what_names_nothing_is_told_not_dropped(shipped, key):
    selection = selection_of(f"unit={POLICY}:1&unit={key}&measure=no-such")
    assert [article.label for article in selection.articles] == ["第一条"]
    assert "no-such" in selection.missing
    assert len(selection.missing) == (2 if key.rpartition(":")[2] else 1)


@pytest.mark.parametrize("query", [f"unit={POLICY}:20", "measure=innovation-product-procurement"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "txt", "json"])
def test_files_tell_what_later_documents_did_to_the_words(client, shipped, query, suffix):
    content = client.get(f"/selection.{suffix}?{query}").content
    if suffix == "docx":
        words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    elif suffix == "xlsx":
        rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        words = "\n".join(str(value) for row in rows for value in row)
    else:
        words = content.decode()
    assert "停止执行" in words
    assert "财库〔2011〕85号" in words


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "txt", "json"])
def test_hostile_addresses_make_files_all_the_same(client, shipped, suffix):
    for query in ("", "unit=%00:1", f"unit={POLICY}:1&title=%00%0D%0A<b>", "measure=%00,%EF%BF%BF"):
        assert client.get(f"/selection.{suffix}?{query}").status_code == 200, query


def test_a_withdrawn_article_is_missing(shipped, article):
    shipped.articles.numbered(25).update(publication="withdrawn")
    assert selection_of(f"unit={POLICY}:25").missing == [f"{POLICY}:25"]


def test_a_list_has_an_end_and_says_so(shipped):
    keys = ",".join(map(str, range(1, MOST + 6)))
    assert selection_of(f"unit={POLICY}:{keys}").left_out == 5


def test_the_shortest_address_of_a_selection_names_the_same(shipped):
    selection = selection_of(QUERY)
    again = selection_of(selection.query)
    assert (again.articles, again.measures) == (selection.articles, selection.measures)
    assert selection.query == f"unit={POLICY}:23,25&measure={MEASURE}"
    assert selection_of(selection.without(selection.articles[0])).articles == selection.articles[1:]
    assert selection_of(selection.without(selection.measures[0])).measures == ()


def test_a_title_is_kept_in_the_address(shipped):
    named = selection_of(f"{QUERY}&title= 给 领导看 ")
    assert named.title == "给 领导看"
    assert selection_of(named.query).title == "给 领导看"
    assert selection_of("title=" + "长" * 99).title == "长" * 60
    assert selection_of("title=").title == "收藏的条文"
    assert selection_of("title=%00%0D甲%07").title == "甲"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        (f"unit={POLICY}:1", "收藏的条文"),
        (f"measure={MEASURE}", "收藏的支持措施"),
        (QUERY, "收藏的条文和支持措施"),
    ],
)
def test_without_a_title_it_is_called_what_it_holds(shipped, query, title):
    assert selection_of(query).title == title
    assert "title" not in selection_of(query).query


def test_the_page_and_word_name_later_documents_in_a_line_each(client, shipped, article):
    query = f"unit={POLICY}:20"
    briefs = [f"后来的规定：{rule.brief}" for rule in article(20).later_rules]
    page = html.unescape(client.get(f"/selection/?{query}").content.decode())
    word = Document(io.BytesIO(client.get(f"/selection.docx?{query}").content))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert len(briefs) == 3
    assert all(brief in page and brief in lines for brief in briefs)


def test_the_page_shows_the_texts_and_leads_to_the_files(client, shipped, article):
    page = client.get(f"/selection/?{QUERY}").content.decode()
    assert article(23).text in page
    assert '<meta name="robots" content="noindex">' in page
    for suffix in ("docx", "xlsx", "txt", "json"):
        assert f'href="/selection.{suffix}?unit={POLICY}:23,25&amp;measure={MEASURE}"' in page


def test_an_empty_selection_says_how_to_begin(client, shipped):
    assert "还没有收藏" in client.get("/selection/").content.decode()


def test_word_quotes_to_the_letter_and_numbers_the_references(client, shipped, article):
    response = client.get(f"/selection.docx?{QUERY}&title=三件事")
    assert "filename*=UTF-8''%E4%B8%89%E4%BB%B6%E4%BA%8B.docx" in response["Content-Disposition"]
    lines = [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]
    assert lines[0] == "三件事"
    assert article(23).text in lines
    assert "《国家产业技术政策》（工信部联科〔2009〕232号）第二十三条[2]" in lines
    references = lines[lines.index("参考文献") + 1 :]
    assert [line[:3] for line in references[:3]] == ["[1]", "[2]", "[3]"]
    assert "[Z/OL]" in references[1]
    assert "第二十三条" in references[1]


def test_excel_has_a_row_a_unit_and_a_row_a_link(client, shipped, article):
    book = load_workbook(io.BytesIO(client.get(f"/selection.xlsx?{QUERY}").content))
    units = [[cell.value for cell in row] for row in book["条文"].iter_rows(min_row=2)]
    assert [row[3] for row in units] == ["第二十五条", "第二十三条", "第二十五条"]
    assert units[1][5] == article(23).text
    links = [[cell.value for cell in row] for row in book["链接"].iter_rows(min_row=2)]
    duty = [row for row in links if row[0] == "3" and row[5] == "免征进口关税和进口环节增值税"]
    assert [row[2:5] for row in duty][:1] == [["政策工具", "免征进口关税和进口环节增值税", "原文写明"]]


def test_json_and_text_say_the_same(client, shipped, article):
    selection = json.loads(client.get(f"/selection.json?{QUERY}").content)
    assert [row["label"] for row in selection["quotations"]] == ["第二十五条", "第二十三条", "第二十五条"]
    assert selection["quotations"][1]["sha256"] == article(23).sha256
    text = client.get(f"/selection.txt?{QUERY}").content.decode()
    assert article(23).text in text
    assert "参考文献\n[1] " in text
    assert f"/selection/?unit={POLICY}:23,25&measure={MEASURE}" in text


def test_a_chapter_is_a_list_as_well(client, shipped):
    listing = json.loads(client.get(f"/policies/{POLICY}/chapters/6.json").content)
    chapter = shipped.divisions.chapters().get(address="6")
    assert [row["text"] for row in listing["quotations"]] == [
        article.text for article in chapter.articles.in_order()
    ]
    assert client.get(f"/policies/{POLICY}/chapters/99.json").status_code == 404
