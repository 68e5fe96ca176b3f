"""The evidence pack: complete, exact, the same for the same profile, and never more than text."""

import hashlib
import io
import json
import re
import zipfile
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client, RequestFactory
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from articles.editing import save_article
from articles.exports.qr import qr_data_uri, qr_png
from articles.exports.sheets import write_text
from articles.models import Policy
from articles.models.policies.policy_choices import PolicyStatus
from guidance.exports.docx import docx_bytes
from guidance.exports.pack import pack_of, profile_in_words
from guidance.exports.xlsx import xlsx_bytes
from guidance.finder.finder_page import finder_page
from guidance.finder.judgement import judgement_of
from guidance.finder.parameters import FinderQueryError, read_finder_query
from guidance.matching.measure_choices import NOT_STATED
from guidance.matching.verdicts import NOTICE
from guidance.models import Caution, SupportMeasure

pytestmark = pytest.mark.django_db
QUERY = (
    "kind=enterprise&kind=group&size=large&ownership=domestic&multinational=no&sector=C&does=rd&does=goods_import"
    "&needs=goods_import&fact_undertakes_national_major_project=yes&fact_imports_not_made_in_china=yes"
    "&fact_imports_key_research_goods=no"
)
TURNED = "&".join(reversed(QUERY.split("&")))
DAY = date(2026, 3, 1)


FORMS = ("xlsx", "docx", "txt", "")


def make_pack(query: str = QUERY, made_on: date = DAY):
    parsed = read_finder_query(RequestFactory().get(f"/?{query}").GET)
    return pack_of(
        judgement_of(parsed),
        address=f"http://testserver/guidance/?{parsed.encoded}",
        site=lambda path: f"http://testserver{path}",
        made_on=made_on,
    )


@pytest.fixture
def pack_for(shipped):
    return make_pack


@pytest.fixture(scope="module")
def pack(module_transaction):
    return make_pack()


@pytest.fixture(scope="module")
def sent(module_transaction) -> dict:
    """What a reader gets who asks for the pack of QUERY, by form: made once for all that only look at it."""
    reader = Client()
    return {form: get(reader, form) for form in FORMS}


@pytest.fixture(scope="module")
def workbook(sent):
    return load_workbook(io.BytesIO(sent["xlsx"].content))


@pytest.fixture(scope="module")
def document(sent):
    return Document(io.BytesIO(sent["docx"].content))


def get(client, extension: str = "", query: str = QUERY, status: int = 200):
    address = f"/guidance/pack.{extension}" if extension else "/guidance/pack/"
    response = client.get(f"{address}?{query}")
    assert response.status_code == status
    return response


def sheet_rows(book, name: str) -> list[dict]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def words_of(document) -> str:
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_the_workbook_holds_every_measure_with_its_evidence(workbook, shipped):
    assert workbook.sheetnames == [
        *("结论", "单位情况", "结果", "理由", "部委与提示", "条件不符"),
        "须注意的限制",
    ]
    results, excluded = sheet_rows(workbook, "结果"), sheet_rows(workbook, "条件不符")
    assert len(results) + len(excluded) == SupportMeasure.objects.published().supports().count()
    texts = dict(shipped.articles.values_list("sha256", "text"))
    for row in [*results, *excluded]:
        text = texts[row["条文 SHA-256"]]
        assert row["措施原文"]
        assert all(quote in text for quote in row["措施原文"].split("\n"))
        assert row["条文永久链接"].startswith("http://testserver/eli/cn/policy/2009/gxblk-232/art_")
    assert {row["文件效力状态"] for row in results} == {"2009年文件，效力待核实"}
    assert all("《国家产业技术政策》（工信部联科〔2009〕232号）第" in row["引用"] for row in results)
    stated = sheet_rows(workbook, "部委与提示")
    assert {row["期限"] for row in stated} == {NOT_STATED}


def test_reasons_in_the_workbook_name_answer_and_words(workbook, shipped):
    texts = "".join(shipped.articles.values_list("text", flat=True))
    for row in sheet_rows(workbook, "理由"):
        assert row["判断事项"]
        assert row["所填回答"]
        assert row["是否符合"] in {"符合", "待核对", "没有限定"}
        assert all(words in texts for words in (row["决定性的原文"] or "").split("\n"))
    refused = {row["措施"]: row for row in sheet_rows(workbook, "条件不符")}
    why = refused["承担国家重大科技专项的企业进口免税"]["停止执行或不符合之处：判断事项、回答、原文"]
    assert (
        why
        == "进口的是否为关键科研仪器设备、原材料或零部件：否（不符合）——“关键科研仪器设备、原材料及零部件”"
    )


def test_the_workbook_can_be_filtered_and_printed(workbook, shipped):
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A1"].alignment.wrap_text
        assert re.search(r"校验值 [0-9a-f]{64}", sheet.oddFooter.right.text)


def test_nothing_in_the_workbook_is_a_formula(client, shipped):
    Caution.objects.update(text="=HYPERLINK(1)", source="@x")
    SupportMeasure.objects.update(title="+cmd|' /C calc'!A0", promise="-1+1")
    book = load_workbook(io.BytesIO(get(client, "xlsx").content))
    opening = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] in "=+-@"
    ]
    assert opening
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in opening)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "普通", "a\x07b"])
def test_a_cell_holds_its_text(text):
    cell = Workbook().active["A1"]
    write_text(cell, text)
    assert cell.data_type == "s"
    assert cell.value.replace("\ufffd", "\x07") == text.replace("\t", "\x07")


def test_what_has_to_be_heeded_stands_before_what_may_be_had(sent, workbook, document):
    """In each form of the pack; it is no part of the checked text."""
    words = words_of(document)
    headings = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")
    ]
    assert headings.index("须注意的限制") < headings.index("三、逐项依据")
    rows = sheet_rows(workbook, "须注意的限制")
    assert rows
    for row in rows:
        assert row["须注意的限制"] in words
        assert row["原文"].split("\n")[0] in words
    text = sent["txt"].content.decode()
    assert not [row for row in rows if row["须注意的限制"] in text]


def test_the_document_is_laid_out_with_headings_and_repeated_heads(document):
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:3] == ["一、结论", "二、单位情况", "三、逐项依据"]
    assert headings[-1].startswith("附件")
    heads = [table for table in document.tables if table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")]
    assert len(heads) >= 3
    footer = document.sections[0].footer
    assert "PAGE" in "".join(node.text or "" for node in footer._element.iter(qn("w:instrText")))
    assert re.search(r"[0-9a-f]{64}", "".join(paragraph.text for paragraph in footer.paragraphs))


def test_the_document_says_everything_the_pack_says(pack, shipped):
    words = words_of(Document(io.BytesIO(docx_bytes(pack))))
    assert NOTICE in words
    texts = {article.short_citation: article.text for article in shipped.articles.for_reading()}
    for entry in [*pack.offered, *pack.excluded]:
        text = texts[entry.measure.article.short_citation]
        assert entry.measure.title in words
        assert all(quote in text for quote in entry.measure.words)
        for reason in entry.match.reasons:
            assert all(quote in text for quote in reason.quotes)
    for entry in pack.offered:
        assert all(f"“{quote}”" in words for quote in entry.measure.words)
        article = entry.measure.article
        status = article.policy.get_status_display()
        for part in (entry.citation, entry.reference, entry.permalink, article.sha256, status):
            assert part in words


@pytest.mark.parametrize(
    "query", [QUERY, "q=小公司搞研发怎么贷款", "kind=enterprise&topic=abroad", "q=进口设备免税&size=small"]
)
def test_the_pack_holds_what_the_page_shows(pack_for, rf, query):
    results = finder_page(read_finder_query(rf.get(f"/?{query}").GET)).results
    pack = pack_for(query)
    for entries, on_page in (
        (pack.claimable, results.claimable),
        (pack.tasks, results.tasks),
        (pack.excluded, (*results.stopped, *results.near, *results.far)),
    ):
        verdicts = [(entry.measure.slug, entry.match.verdict) for entry in entries]
        assert sorted(verdicts) == sorted((entry.measure.slug, entry.match.verdict) for entry in on_page)


def test_the_pack_tells_the_question_that_was_asked(client, pack_for):
    question = "小公司搞研发怎么贷款"
    pack = pack_for(f"q={question}")
    assert question in words_of(Document(io.BytesIO(docx_bytes(pack))))
    assert question in get(client, query=f"q={question}").content.decode()
    rows = sheet_rows(load_workbook(io.BytesIO(xlsx_bytes(pack))), "单位情况")
    assert {"项目": "所问的问题", "内容": question} in rows
    assert json.loads(pack.hashed_text.splitlines()[0])["question"] == question


def test_one_measure_alone_fits_its_own_pack(client, pack_for):
    pack = pack_for(f"{QUERY}&measure=import-duty-major-projects")
    assert [entry.measure.slug for entry in (*pack.offered, *pack.excluded)] == ["import-duty-major-projects"]
    ((name, title),) = pack.narrowed
    assert (name, title) == ("措施", "承担国家重大科技专项的企业进口免税")


def test_each_measure_bears_the_qr_code_of_its_permalink(sent, pack):
    expected = {qr_png(entry.permalink) for entry in pack.offered}
    for form, folder in (("docx", "word/media/"), ("xlsx", "xl/media/")):
        with zipfile.ZipFile(io.BytesIO(sent[form].content)) as parts:
            images = {parts.read(name) for name in parts.namelist() if name.startswith(folder)}
        assert images == expected


def test_the_page_to_print_shows_the_same(sent, pack):
    page = sent[""].content.decode()
    assert pack.hash in page
    assert NOTICE in page
    for entry in pack.offered:
        assert qr_data_uri(entry.permalink).replace("'", "&#x27;") in page
        assert all(quote in page for quote in entry.measure.words)
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("extension", ["xlsx", "docx", "txt"])
def test_the_same_profile_is_the_same_file_whatever_the_order(client, sent, extension):
    response, turned = sent[extension], get(client, extension, TURNED)
    assert response.content == turned.content
    assert response["ETag"] == turned["ETag"]


def test_the_hash_does_not_depend_on_order_or_day(pack, pack_for):
    assert pack_for(TURNED, date(2030, 12, 31)).hash == pack.hash
    assert pack_for(f"{QUERY}&fact_supported_major_equipment=unknown&kind=enterprise").hash == pack.hash


@pytest.mark.parametrize("more", ["&does=ip", "&fact_supported_major_equipment=no", "&force=rigid"])
def test_the_hash_changes_with_the_answers(pack, pack_for, more):
    assert pack_for(QUERY + more).hash != pack.hash


def test_the_hash_changes_with_the_text_of_an_article(pack, pack_for, shipped):
    article = shipped.articles.get(number=25)
    article.text += "（修改）"
    save_article(article)
    assert pack_for().hash != pack.hash


def test_a_third_party_can_recompute_the_hash(client, sent, workbook, shipped):
    text = sent["txt"].content
    digest = hashlib.sha256(text).hexdigest()
    situation = {row["项目"]: row["内容"] for row in sheet_rows(workbook, "单位情况")}
    assert situation["内容校验值（SHA-256）"] == digest
    profile, *measures = map(json.loads, text.decode().splitlines())
    answer = client.post(
        "/api/v1/guidance/match/", profile["profile"], content_type="application/json"
    ).json()
    assert answer["hash"] == digest
    matches = {match["measure"]["slug"]: match for match in [*answer["results"], *answer["excluded"]]}
    assert [row["slug"] for row in measures] == sorted(matches)
    for row in measures:
        match = matches[row["slug"]]
        assert row["verdict"] == match["verdict"]
        assert row["quotes"] == [quote["quote"] for quote in match["quotes"]]
        assert row["sha256"] == match["sha256"]
        assert row["reasons"] == [[r["criterion"], r["verdict"], r["quotes"]] for r in match["reasons"]]


@pytest.mark.parametrize("query", ["kind=enterprise&topic=funds", "kind=enterprise&does=none"])
def test_the_api_takes_every_answer_of_a_pack(client, shipped, query):
    text = get(client, "txt", query).content
    profile = json.loads(text.decode().splitlines()[0])["profile"]
    answer = client.post("/api/v1/guidance/match/", profile, content_type="application/json").json()
    assert (answer["ignored"], answer["profile"]) == ([], profile)
    assert answer["hash"] == hashlib.sha256(text).hexdigest()


def test_page_pack_and_api_leave_out_what_is_of_a_repealed_document(client, shipped):
    Policy.objects.update(status=PolicyStatus.REPEALED, status_basis="公告")
    profile, *measures = map(json.loads, get(client, "txt").content.decode().splitlines())
    answer = client.post(
        "/api/v1/guidance/match/", profile["profile"], content_type="application/json"
    ).json()
    assert measures == answer["results"] == answer["excluded"] == answer["limits"] == []
    assert answer["hash"] == hashlib.sha256(get(client, "txt").content).hexdigest()


def test_files_are_named_by_day_and_hash_in_chinese(sent, pack):
    response = sent["docx"]
    digest = pack.hash[:8]
    named = unquote(response["Content-Disposition"])
    assert re.search(rf'filename="guidance-\d{{4}}-\d\d-\d\d-{digest}\.docx"', named)
    assert re.search(rf"filename\*=UTF-8''支持措施匹配结果-\d{{4}}-\d\d-\d\d-{digest}\.docx", named)
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ("force=rigid", ("效力性质", "刚性")),
        ("ministry=customs", ("主管部委", "海关总署")),
        ("instrument=tax-incentives", ("政策工具", "税收优惠")),
    ],
)
def test_filters_of_the_page_are_obeyed_and_stated(client, pack_for, narrowed, expected):
    pack = pack_for(f"{QUERY}&{narrowed}")
    slugs = {entry.measure.slug for entry in [*pack.offered, *pack.excluded]}
    assert "import-duty-major-projects" in slugs
    assert len(slugs) < SupportMeasure.objects.published().count()
    assert pack.narrowed == (expected,)
    assert expected[1] in words_of(Document(io.BytesIO(docx_bytes(pack))))
    assert narrowed in pack.address


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "还没有填写单位情况"),
        ("size=large", "还没有填写单位情况"),
        ("kind=planet", "单位类别没有“planet”这一项"),
        ("kind=enterprise&does=%00", "开展的活动没有"),
        ("kind=enterprise&size=huge", "企业规模没有"),
        ("kind=enterprise&sector=Z", "行业没有“Z”"),
        ("kind=enterprise&fact_nothing=yes", "没有“nothing”这个判断事项"),
        ("kind=enterprise&fact_imports_not_made_in_china=maybe", "判断事项的回答没有"),
        ("kind=enterprise&industry=industry&employees=-5&revenue=1", "须在 0 与一万亿之间"),
        ("kind=enterprise&industry=industry&employees=nan&revenue=1", "须在 0 与一万亿之间"),
        ("kind=enterprise&industry=industry&employees=many", "不是数字"),
        ("kind=enterprise&industry=moon", "划分企业规模的行业没有"),
        ("kind=enterprise&force=x", "效力性质没有"),
        ("kind=enterprise&ministry=nothing", "主管部委没有“nothing”"),
        ("kind=enterprise&instrument=%00", "政策工具没有"),
        ("kind=enterprise&kind=" + "x" * 5000, "单位类别没有"),
        ("&".join(["does=rd"] * 1000), "至多 100 项"),
        ("&".join(f"fact_{number}=yes" for number in range(500)), "至多 100 项"),
    ],
)
def test_hostile_and_absurd_parameters_get_a_clear_refusal(client, shipped, query, words):
    for extension in ("xlsx", "docx", "txt", ""):
        page = get(client, extension, query, status=400).content.decode()
        assert words in page
        assert len(page) < 20_000


def test_formats_and_methods_that_do_not_exist_are_refused(client, shipped):
    assert client.get(f"/guidance/pack.pdf?{QUERY}").status_code == 404
    assert client.post("/guidance/pack.xlsx", {"kind": "enterprise"}).status_code == 405


def test_a_size_is_derived_from_figures(rf, shipped):
    query = read_finder_query(rf.get("/?kind=enterprise&industry=industry&employees=299&revenue=2500").GET)
    assert query.profile.size == "small"
    assert ("企业规模", "小型") in profile_in_words(query.profile)
    assert read_finder_query(rf.get(f"/?{query.encoded}").GET) == query


def test_where_nothing_fits_the_pack_says_so(client, shipped):
    query = "kind=association&does=equity_incentive"
    assert "没有可以列出的措施" in get(client, query=query).content.decode()
    document = Document(io.BytesIO(get(client, "docx", query).content))
    assert "没有可以列出的措施。" in words_of(document)
    assert sheet_rows(load_workbook(io.BytesIO(get(client, "xlsx", query).content)), "结果") == []


def test_a_refusal_is_an_error_of_its_own(rf, shipped):
    with pytest.raises(FinderQueryError, match="企业规模"):
        read_finder_query(rf.get("/?size=huge").GET)


def test_a_pack_asks_the_database_a_fixed_number_of_questions(
    client, shipped, uncached, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        get(client, "txt")
