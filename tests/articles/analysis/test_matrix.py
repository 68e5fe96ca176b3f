"""The matrix: every number is the length of the list it opens, and says what it rests on."""

import csv
import html
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from articles.analysis.dimensions import AxisLine, BasisScope, Dimension
from articles.analysis.matrix import Cell, Crossing, cell_of, listing_of, matrix_of
from articles.models import Mention, Policy
from articles.models.postgres.removal import remove_policy
from articles.text.spreadsheet_cells import BOM
from tests.articles.links.linked import entity, name_words, numbers_of, rows_of

PAIRS = [
    ("instrument", "chapter"),
    ("goal", "instrument"),
    ("ministry", "force"),
    ("actor", "goal"),
    ("chapter", "document"),
]


def matrix_page(client, **query) -> str:
    response = client.get("/matrix/", query)
    assert response.status_code == 200
    return response.content.decode()


def listed_addresses(client, address: str) -> set[str]:
    """The addresses of the articles that a number's page lists; each is there for a reason."""
    response = client.get(address)
    assert response.status_code == 200, address
    articles = response.context["listing"].articles
    for placed in articles:
        for placement in placed.placements:
            assert placement.links or placement.dimension == Dimension.CHAPTER, (address, placed.article)
    return {placed.article.get_absolute_url() for placed in articles}


def assert_numbers_open_their_lists(client, numbers: Iterable[tuple[str, int]]) -> None:
    for address, number in numbers:
        assert len(listed_addresses(client, address)) == number, address


def test_each_number_of_the_first_matrix_opens_a_list_as_long(client, shipped):
    numbers = numbers_of(matrix_page(client))
    assert len(numbers) > 20
    once = {number: (address, number) for address, number in numbers}  # 3 is opened where it stands last
    assert_numbers_open_their_lists(client, once.values())


@pytest.mark.parametrize(
    ("rows", "cols", "basis"),
    [*((*pair, "all") for pair in PAIRS), *((*PAIRS[0], basis) for basis in ("own", "named"))],
)
def test_every_number_of_the_shipped_policy_is_the_length_of_its_list(shipped, rows, cols, basis):
    """What the pages ask, without the pages: a cell is found again by its keys, and its list is as long."""
    crossing = Crossing(shipped, Dimension(rows), Dimension(cols), BasisScope(basis))
    matrix = matrix_of(crossing)
    cells = [cell for row in matrix.rows for cell in (*row.cells, row.total)]
    counted_cells = [cell for cell in (*cells, *matrix.totals, matrix.grand_total) if cell.count]
    for cell in one_of_each_sort(counted_cells):
        again = cell_of(crossing, **{key: line.key for key, line in lines_of(cell)})
        listing = listing_of(crossing, again)
        assert {placed.article.pk for placed in listing.articles} == cell.article_ids
        assert len(listing.articles) == cell.count
    assert len(counted_cells) > 5 or basis == "named"


def one_of_each_sort(cells: list[Cell]) -> list[Cell]:
    """Of the cells whose lines lie equally deep, or all, those with the fewest and most articles."""
    sorts = defaultdict(list)
    for cell in cells:
        sorts[tuple((key, line.depth, line.is_group) for key, line in lines_of(cell))].append(cell)
    return [choose(alike, key=lambda cell: cell.count) for alike in sorts.values() for choose in (min, max)]


def lines_of(cell: Cell) -> list[tuple[str, AxisLine]]:
    return [(name, line) for name, line in (("row", cell.row), ("col", cell.col)) if line]


@pytest.mark.parametrize(("rows", "cols"), PAIRS[:4])
def test_every_number_of_a_small_law_opens_the_list_it_counts(client, law, rows, cols):
    page = client.get("/matrix/", {"rows": rows, "cols": cols, "policy": "law", "collevel": "all"})
    numbers = numbers_of(page.content.decode())
    assert_numbers_open_their_lists(client, numbers)
    assert numbers or (rows, cols) == ("ministry", "force")


def test_the_first_matrix_is_instruments_by_chapters_of_the_featured_policy(client, shipped):
    page = matrix_page(client)
    assert "<h1>交叉统计：政策工具 × 章</h1>" in page
    head = rows_of(page)[0]
    assert head[1] == "第一章 发展目标"
    assert head[-1] == "合计"
    assert len(head) == 9


def test_a_group_counts_the_articles_below_it_once(client, law):
    rows = {row[0]: row[1:] for row in rows_of(matrix_page(client, policy="law", level="all"))}
    #                                       chapters 1, 2, 3, total
    assert rows["甲型"] == ["2", "1", "0", "3"]
    assert rows["甲型 › 税收类"] == ["1", "1", "0", "2"]
    assert rows["甲型 › 税收类 › 减免"] == ["1", "1", "0", "2"]
    assert rows["甲型 › 基金甲"] == ["1", "0", "0", "1"]
    assert rows["乙型"] == ["0", "1", "0", "1"]
    assert rows["合计"] == ["2", "2", "0", "4"]


def test_the_basis_narrows_what_counts(client, law):
    def relief(basis: str) -> list[str]:
        rows = rows_of(matrix_page(client, policy="law", basis=basis, level="all"))
        return next(row for row in rows if row[0].endswith("减免"))[1:]

    assert relief("all") == relief("own") == ["1", "1", "0", "2"]
    assert relief("named") == ["1", "0", "0", "1"]
    rows = {row[0]: row[-1] for row in rows_of(matrix_page(client, policy="law", rows="ministry"))}
    assert rows["某部"] == "5"
    assert "没有合乎所选依据的部委" in matrix_page(client, policy="law", rows="ministry", basis="own")


def test_only_published_links_of_published_entities_count(client, law):
    hidden = entity("goal", "t-hidden", "不公开", is_published=False)
    name_words(law.articles.get(number=4), hidden, "政府采购")
    page = matrix_page(client, policy="law", rows="goal")
    rows = {row[0]: row[1:] for row in rows_of(page)}
    assert rows["创新甲"] == ["2", "0", "0", "2"]  # the suggested link of article 3 is not there
    assert "不公开" not in page
    assert rows["合计"][-1] == "2"


def test_the_level_leaves_lines_out_but_no_articles(client, law):
    rows = {row[0]: row[1:] for row in rows_of(matrix_page(client, policy="law", level="1"))}
    assert rows["甲型"] == ["2", "1", "0", "3"]
    assert "甲型 › 税收类" not in rows
    assert rows["合计"] == ["2", "2", "0", "4"]
    head = rows_of(matrix_page(client, policy="law", rows="chapter", cols="instrument"))[0]
    assert "甲型 › 基金甲" in head
    assert "甲型 › 税收类 › 减免" not in head


def test_closed_lists_show_their_gaps_and_open_lists_say_what_they_leave_out(client, law):
    rows = {
        row[0]: row[1:] for row in rows_of(matrix_page(client, policy="law", rows="chapter", cols="goal"))
    }
    assert rows["第三章 附则"][-1] == "0"
    entity("actor", "t-nobody", "无人")
    page = matrix_page(client, policy="law", rows="actor")
    assert "无人" not in page
    assert "个主体与这件政策没有链接，未列入" in page


def test_articles_outside_any_chapter_have_a_line_of_their_own(client, shipped, import_text):
    law = import_text("flat", "某办法\n第一条 支持企业。\n第二条 乙。\n")
    name_words(law.articles.get(number=1), entity("actor", "t-firm", "企业甲"), "企业")
    page = matrix_page(client, policy="flat", rows="actor")
    assert rows_of(page)[0][1] == "不属于任何一章"
    numbers = numbers_of(page)
    assert len(numbers) == 4
    assert_numbers_open_their_lists(client, numbers)


def test_chapters_stand_below_their_parts(client, shipped, import_text):
    source = "某法典\n第一编 总则\n第一章 甲\n第一条 支持企业。\n第二编 分则\n第一章 乙\n第二条 支持企业。\n"
    law = import_text("code", source)
    firm = entity("actor", "t-firm", "企业甲")
    for article in law.articles.in_order():
        name_words(article, firm, "企业")
    page = matrix_page(client, policy="code", rows="chapter", cols="actor")
    assert [row[:2] for row in rows_of(page)[1:]] == [
        ["第一编 总则", "1"],
        ["第一编 › 第一章 甲", "1"],
        ["第二编 分则", "1"],
        ["第二编 › 第一章 乙", "1"],
        ["合计", "2"],
    ]
    assert_numbers_open_their_lists(client, numbers_of(page))


def test_the_list_of_a_cell_shows_the_evidence_for_both_dimensions(client, law):
    query = {"rows": "instrument", "row": "t-a", "cols": "goal", "col": "t-innovation", "policy": "law"}
    page = html.unescape(client.get("/matrix/cell/", query).content.decode())
    assert "<h1>甲型 × 创新甲</h1>" in page
    assert "<strong>2 条</strong>" in page
    for evidence in ("<q>税收减免</q>", "<q>基金</q>", "<q>创新</q>", "样例理由"):
        assert evidence in page
    assert "<q>企业</q>" not in page
    page_of_named = html.unescape(client.get("/matrix/cell/", {**query, "basis": "named"}).content.decode())
    assert "<strong>1 条</strong>" in page_of_named
    assert "样例理由" not in page_of_named


def test_the_workbook_holds_the_numbers_and_every_link_behind_them(client, law):
    query = {"policy": "law", "rows": "instrument", "cols": "chapter", "level": "all"}
    response = client.get("/matrix/", {**query, "format": "xlsx"})
    assert 'filename="matrix-law-instrument-chapter.xlsx"' in response["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.content))
    numbers = [[cell.value for cell in row] for row in book["条数"].iter_rows()]
    assert [list(map(str, row)) for row in numbers[1:]] == rows_of(matrix_page(client, **query))[1:]
    assert all(isinstance(count, int) for row in numbers[1:] for count in row[1:])  # they can be added up
    links = [[cell.value or "" for cell in row] for row in book["明细"].iter_rows(min_row=2)]
    mentions = Mention.objects.published().of_policy(law).of_kind("instrument").in_articles()
    assert sorted((row[5], row[6]) for row in links) == sorted(
        (mention.get_basis_display(), mention.quote) for mention in mentions
    )
    assert {row[0] for row in links} <= {row[0] for row in numbers}
    assert all(row[1].startswith("第") for row in links)


def test_a_cell_opens_beneath_its_row_and_is_a_file(client, law):
    query = {"rows": "instrument", "cols": "chapter", "policy": "law", "col": "1"}
    rows = client.get("/matrix/cell/", query, headers={"HX-Request": "true"}).content.decode()
    assert rows.startswith('<tr class="matrix__opened">')
    units = re.findall(r'name="unit" value="([^"]+)"', rows)
    assert units == re.findall(
        r'name="unit" value="([^"]+)"', client.get("/matrix/cell/", query).content.decode()
    )
    quotations = json.loads(client.get("/matrix/cell.json", query).content)["quotations"]
    assert [f"law:{row['address'].split('/')[-2]}" for row in quotations] == units
    assert client.get("/matrix/cell.json", {**query, "row": "none"}).status_code == 400


def test_a_policy_shows_its_instruments_by_chapter(client, law):
    page = client.get("/policies/law/").content.decode()
    picture = page[page.index('class="picture"') :].partition("</section>")[0]
    head, *rows = rows_of(picture)
    assert [row[head.index("甲型")] for row in rows] == ["2", "1", "0"]
    assert [row[head.index("乙型")] for row in rows] == ["0", "1", "0"]


def test_a_policy_without_instruments_has_no_picture(client, import_text):
    import_text("bare", "某办法\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
    assert 'class="picture"' not in client.get("/policies/bare/").content.decode()


def test_an_empty_cell_has_a_page_that_says_so(client, law):
    query = {"row": "t-buy", "col": "3", "policy": "law"}
    assert "没有条文同时属于" in client.get("/matrix/cell/", query).content.decode()


@pytest.mark.parametrize(("rows", "cols"), PAIRS[:3])
def test_the_csv_holds_the_same_rows_and_columns_as_the_page(client, law, rows, cols):
    for policy in ("law", "gxblk-2009-232"):
        query = {"rows": rows, "cols": cols, "policy": policy}
        response = client.get("/matrix/", {**query, "format": "csv"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert f'filename="matrix-{policy}-{rows}-{cols}.csv"' in response["Content-Disposition"]
        text = response.content.decode()
        assert text.startswith(BOM)
        table = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
        if 'id="matrix-caption"' in (page := matrix_page(client, **query)):
            assert table[1:] == rows_of(page)[1:]
            assert table[0][1:] == rows_of(page)[0][1:]


def test_a_name_that_is_a_formula_is_guarded_in_the_download(client, law):
    group = entity("instrument", "t-evil", '=HYPERLINK("http://x","y")', position=999)
    entity("instrument", "t-below", "下级工具", parent=group)
    text = client.get("/matrix/", {"policy": "law", "format": "csv"}).content.decode()
    assert "\r\n\"'=HYPERLINK" in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"rows": "goal", "cols": "goal"}, "行和列都是“目标”，请选两个不同的维度"),
        ({"rows": "colour"}, "“行”没有“colour”这一选项"),
        ({"cols": "<b>"}, "“列”没有“<b>”这一选项"),
        ({"basis": "hearsay"}, "“依据”没有“hearsay”这一选项"),
        ({"policy": "none"}, "没有标识为“none”的政策"),
        ({"policy": "\x00"}, "空字符"),
        ({"level": "9"}, "“行的层级”没有“9”"),
        ({"format": "xls"}, "“格式”没有“xls”"),
    ],
)
def test_parameters_that_name_nothing_are_refused_with_a_reason(client, shipped, query, says):
    response = client.get("/matrix/", query)
    page = response.content.decode()
    assert response.status_code == 400
    assert says in html.unescape(page)
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"row": "nothing"}, "政策工具中没有标识为“nothing”的一项"),
        ({"col": "99"}, "章中没有标识为“99”的一项"),
        ({"row": "\x00"}, "空字符"),
        ({"row": "x" * 200}, "120"),
        ({"rows": "chapter"}, "请选两个不同的维度"),
    ],
)
def test_a_cell_that_is_not_there_is_refused_with_a_reason(client, shipped, query, says):
    response = client.get("/matrix/cell/", query)
    assert response.status_code == 400
    assert says in html.unescape(response.content.decode())


VALUES = [
    "",
    "x",
    "\x00",
    "%",
    "9" * 30,
    "-1",
    "<b>x",
    "gxblk-2009-232",
    "none",
    "' OR 1=1 --",
    "\ud7ff",
    "税收",
]


_PATHS = ("/matrix/", "/matrix/cell/")
_OF_BOTH = ("rows", "cols", "policy", "basis")
_OF_ONE = {"/matrix/": ("level", "collevel", "format"), "/matrix/cell/": ("row", "col", "page")}


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        *((path, name, value) for path, names in _OF_ONE.items() for name in names for value in VALUES),
        *(
            (_PATHS[(first + second) % 2], name, value)
            for first, name in enumerate(_OF_BOTH)
            for second, value in enumerate(VALUES)
        ),
    ],
)
def test_any_value_of_any_parameter_gets_a_page(client, shipped, path, name, value):
    """Each value of each parameter, at the page that reads it. What both read, by one form (`CrossingForm`),
    is asked of one and the other in turn."""
    response = client.get(path, {name: value})
    assert response.status_code in (200, 400)
    assert "<b>x" not in response.content.decode()


def test_an_unpublished_policy_is_not_counted(client, law):
    Policy.objects.filter(pk=law.pk).update(publication="draft")
    assert client.get("/matrix/", {"policy": "law"}).status_code == 400
    assert "某促进法" not in matrix_page(client)


def test_an_empty_portal_says_so(client, empty_portal):
    for path in ("/matrix/", "/matrix/cell/", "/matrix/?format=csv"):
        response = client.get(path)
        assert response.status_code == 200
        assert "还没有已发布的政策" in response.content.decode()


@pytest.mark.parametrize("path", ["/matrix/", "/matrix/cell/", "/matrix/?format=csv"])
def test_pages_answer_head_and_refuse_post(client, shipped, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/matrix/?policy=big&rows=actor", 8),
        ("/matrix/?policy=big&rows=actor&format=csv", 8),
        ("/matrix/cell/?policy=big&rows=actor&row=t-firm", 9),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_articles(client, shipped, import_text, path, most):
    firm = entity("actor", "t-firm", "企业甲")

    def queries(articles: int) -> int:
        chapters = "".join(f"第{n}章 甲\n第{n}条 企业乙。\n" for n in range(1, articles + 1))
        law = import_text("big", f"某大法\n{chapters}")
        for article in law.articles.in_order():
            name_words(article, firm, "企业")
        client.get(path)  # what the process itself keeps is no matter here
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        remove_policy(law)
        return len(captured)

    queries_of_few, queries_of_many = queries(3), queries(40)
    assert queries_of_few == queries_of_many <= most


def test_every_two_dimensions_can_be_crossed(client, law):
    for rows in Dimension.values:
        for cols in Dimension.values:
            status = client.get("/matrix/", {"rows": rows, "cols": cols, "policy": "law"}).status_code
            assert status == (400 if rows == cols else 200), (rows, cols)
