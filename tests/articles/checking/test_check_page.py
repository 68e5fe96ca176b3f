"""/check/: what a reader sees of a checked draft, what is refused and why, and that nothing is kept."""

import io
import logging
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from lxml import html
from openpyxl import load_workbook

from articles.checking import MOST_CHARACTERS
from articles.exports.checks import docx, finding_words, xlsx
from articles.views import check_page
from articles.views.check_example import example_draft
from articles.views.submitted_draft import LARGEST_FILE
from tests.articles.versions.texts import IN_2023, ORIGINAL, outcome_of
from tests.test_valid_html import faults

pytestmark = pytest.mark.django_db
TITLE = "《国家产业技术政策》"
DRAFT = (
    f"一、根据{TITLE}第二十五条，“国家给予必须的财税政策，重点支持国家急需的重大技术装备”。\n"
    "\n"
    f"二、{TITLE}第九十九条另有规定。\n"
    f"三、{TITLE}第二十五条规定：“国家给予必要的财税政策，重点支持国家急需的重大技术装备”。"
)


def page_of(response):
    return html.fromstring(response.content.decode())


def elements_of_class(element, name: str) -> list:
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def textarea(page) -> str:
    return page.get_element_by_id("draft-text").text_content().strip("\n")


def word_file(*lines: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line).runs[0].italic = True
    document.save(file)
    return file.getvalue()


def upload(client, content: bytes, name: str, address: str = "/check/"):
    return client.post(address, {"text": "", "file": SimpleUploadedFile(name, content)})


def test_each_finding_stands_beside_its_line_with_number_sign_and_word(client):
    response = client.post("/check/", {"text": DRAFT})
    page = page_of(response)
    rows = elements_of_class(page, "check-row--found")
    assert len(rows) == 3
    number = elements_of_class(rows[1], "check-no")[0]
    finding = elements_of_class(rows[1], "finding")[0]
    assert number.text_content().endswith("✗")
    assert number.get("href") == f"#{finding.get('id')}"
    assert "条号不存在" in finding.text_content()
    assert "第一条至第三十四条" in finding.text_content()
    assert finding.xpath(".//h3/a")[0].get("href") == f"#{number.get('id')}"
    assert faults(response.content) == []


def test_different_words_are_marked_and_the_right_ones_can_be_copied(client):
    page = page_of(client.post("/check/", {"text": DRAFT}))
    (finding,) = elements_of_class(page, "finding--differs")
    assert finding.xpath("string(.//del)") == "稿中须"
    assert finding.xpath("string(.//ins)") == "原文要"
    right = finding.xpath(".//span[starts-with(@id, 'right-')]")[0]
    assert right.text_content().startswith("国家给予必要的财税政策")
    assert finding.xpath(f".//*[@data-copy='{right.get('id')}']")
    assert (
        elements_of_class(finding, "finding__place")[0].xpath("string(a/@href)")
        == "/policies/gxblk-2009-232/articles/25/"
    )
    assert "待核实" in finding.text_content()


def test_the_draft_is_shown_as_it_is_and_can_be_mended(client):
    text = "<script>alert(1)</script>\r\n　　第二行\0"
    page = page_of(client.post("/check/", {"text": text}))
    (row,) = elements_of_class(page, "check-row__text")
    assert row.text_content() == "<script>alert(1)</script>\n　　第二行\ufffd"
    assert textarea(page) == "<script>alert(1)</script>\n　　第二行\ufffd"
    assert "没有找到对法律、政策的引用" in page.text_content()


def test_the_counts_are_filters(client):
    page = page_of(client.post("/check/", {"text": DRAFT}))
    labels = [
        " ".join(label.text_content().split())
        for label in elements_of_class(page, "check-filter")[0].xpath("label")
    ]
    assert labels[0] == f"全部 {len(elements_of_class(page, 'finding'))}"
    assert "✗ 条号不存在 1" in labels
    assert labels[1].startswith("✓ 相符")


def test_the_example_shows_a_true_quotation_an_altered_one_and_a_missing_number(client):
    verdicts = {
        finding.get("data-verdict")
        for finding in elements_of_class(
            page_of(client.post("/check/", {"text": example_draft()})), "finding"
        )
    }
    assert {"exact", "differs", "no_such_unit"} <= verdicts
    assert example_draft() in page_of(client.get("/check/")).xpath("string(//input[@name='text']/@value)")


@pytest.mark.usefixtures("empty_portal")
def test_a_portal_without_policies_has_no_example_and_still_checks(client):
    assert not elements_of_class(page_of(client.get("/check/")), "check-example")
    assert "本库未收录" in client.post("/check/", {"text": DRAFT}).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("稿.txt", DRAFT.encode()),
        ("稿.txt", DRAFT.encode("utf-8-sig")),
        ("稿.md", DRAFT.encode("gb18030")),
        ("稿.txt", DRAFT.encode("utf-16")),
        ("稿.docx", word_file(*DRAFT.replace("\n\n", "\n").split("\n"))),
    ],
)
def test_files_are_read_in_the_usual_encodings(client, name, content):
    page = page_of(upload(client, content, name))
    assert len(elements_of_class(page, "check-row--found")) == 3
    assert "《稿》" in elements_of_class(page, "check-sum")[0].text_content()


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 20_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"text": "  \n "}, 400, "没有可以核验的文字"),
        ({}, 400, "没有可以核验的文字"),
        ({"text": "字" * (MOST_CHARACTERS + 1)}, 413, "一次至多 200,000 字"),
        ({"file": SimpleUploadedFile("a.docx", b"x" * (LARGEST_FILE + 1))}, 413, "文件超过 1.5 MB"),
        ({"file": SimpleUploadedFile("a.docx", b"")}, 400, "不是完好的 .docx"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")}, 400, "不是完好的 .docx"),
        ({"file": SimpleUploadedFile("a.docx", _bomb())}, 400, "压缩比"),
        ({"file": SimpleUploadedFile("a.docx", bytes.fromhex("d0cf11e0a1b11ae1"))}, 400, "加了密码"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xff\x00\x80\x81\xff")}, 400, "文字编码"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, 400, "只收 .txt、.md、.docx"),
        ({"document": "@@@"}, 400, "请重新上传"),
        ({"document": "QUJD"}, 400, "不是完好的 .docx"),
    ],
)
@pytest.mark.parametrize("address", ["/check/", "/check.docx"])
def test_a_refusal_says_why_and_keeps_what_was_typed(client, sent, status, message, address):
    if file := sent.get("file"):
        file.seek(0)
    response = client.post(address, sent)
    assert response.status_code == status
    page = page_of(response)
    assert message in page.xpath("//*[@role='alert']")[0].text_content()
    if len(typed := sent.get("text", "")) < 100:
        assert textarea(page) == typed.strip("\n")


def test_word_reports_comment_on_the_readers_own_document(client):
    first = upload(client, word_file(*DRAFT.replace("\n\n", "\n").split("\n")), "请示.docx")
    sent = {
        field.get("name"): field.get("value")
        for field in elements_of_class(page_of(first), "check-reports")[0].xpath("input")
    }
    response = client.post("/check.docx", sent)
    assert "%E8%AF%B7%E7%A4%BA" in response["Content-Disposition"]
    document = Document(io.BytesIO(response.content))
    comments = [comment.text for comment in document.comments]
    assert any("【条号不存在】" in comment for comment in comments)
    assert all(run.italic for paragraph in document.paragraphs for run in paragraph.runs if run.text)
    assert commented_words(document)[0].startswith(TITLE)


def test_word_reports_on_pasted_text_are_made_of_it(client):
    document = Document(io.BytesIO(client.post("/check.docx", {"text": DRAFT}).content))
    assert "\n".join(paragraph.text for paragraph in document.paragraphs) == DRAFT
    (differs,) = [comment.text for comment in document.comments if "【有出入】" in comment.text]
    assert "应为：国家给予必要的财税政策" in differs
    assert "http://testserver/policies/gxblk-2009-232/articles/25/" in differs


def commented_words(document) -> list[str]:
    """The words that each comment stands at."""
    body, words = document.element.body, {}
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    open_: set[str] = set()
    for element in body.iter():
        if element.tag == f"{name}commentRangeStart":
            open_.add(element.get(f"{name}id"))
        elif element.tag == f"{name}commentRangeEnd":
            open_.discard(element.get(f"{name}id"))
        elif element.tag == f"{name}t":
            for comment_range in open_:
                words[comment_range] = words.get(comment_range, "") + (element.text or "")
    return [words[key] for key in sorted(words, key=int)]


def test_excel_reports_have_a_row_each_and_no_formula(client):
    response = client.post("/check.xlsx", {"text": f"=1+1\n{DRAFT}"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == ("序号", "结论", "种类", "在第几行", "稿中的话")
    assert {row[1] for row in rows[1:]} >= {"有出入", "条号不存在"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_of_very_many_findings_the_first_are_listed(client, monkeypatch):
    for module in (finding_words, docx, xlsx, check_page):
        monkeypatch.setattr(module, "MOST_FINDINGS", 2)
    text = f"{TITLE}第一条、第二条、第三条、第四条"
    page = page_of(client.post("/check/", {"text": text}))
    assert len(elements_of_class(page, "finding")) == 2
    assert "草稿里有 4 处，这里是前 2 处" in page.text_content()
    comments = Document(io.BytesIO(client.post("/check.docx", {"text": text}).content)).comments
    assert "草稿里有 4 处" in [comment.text for comment in comments][-1]
    rows = load_workbook(io.BytesIO(client.post("/check.xlsx", {"text": text}).content)).active.max_row
    assert rows == 1 + 2 + 1
    assert len(client.post("/check.json", {"text": text}).json()["findings"]) == 4


def test_the_json_report_is_what_the_interface_answers(client):
    by_interface = client.post("/api/v1/check/", {"text": DRAFT}, content_type="application/json")
    assert client.post("/check.json", {"text": DRAFT}).json() == by_interface.json()


def test_nothing_is_kept_or_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.post("/check/", {"text": f"不外传的话。{DRAFT}"})
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert all(
        "不外传的话" not in str(record.__dict__) for record in caplog.records if "sql" not in record.name
    )
    assert client.get("/check/").cookies == {}


def test_reports_are_made_by_post_only(client):
    assert client.get("/check.docx").status_code == 405
    assert client.get("/check.pdf").status_code == 404


def test_words_of_an_earlier_version_lead_to_it_by_name(client, db, tmp_path):
    for words_of_year in (ORIGINAL, IN_2023):
        outcome_of(tmp_path, words_of_year)
    draft = "《滨江市节水条例》第二条规定“用水单位应当依照第一条安装水表。”"
    links = page_of(client.post("/check/", {"text": draft})).xpath("//a[contains(@href, '/versions/')]")
    assert [link.text for link in links] == ["第二条（2015年3月1日的文本）"]
