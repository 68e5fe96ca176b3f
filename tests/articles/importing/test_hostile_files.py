"""Files that would fill memory or break what reads them are refused by name, and the batch goes on."""

import io
import os
import signal
import zipfile

import pytest
from docx import Document

from articles.importing import batch, prepare
from articles.importing.batch import Failure, import_files
from articles.importing.files.folders import files_in
from articles.importing.readers import UnreadableFileError, read_source
from articles.importing.readers.docx import read_docx
from articles.importing.readers.html import read_html
from articles.models import Article, Policy
from tests.articles.importing.sample_files import write_txt

MB = 1024 * 1024


def word_document(parts: dict[str, bytes], *, text: str = "第一条 好。") -> bytes:
    """A .docx in which some parts are replaced or added."""
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(plain)
    repacked = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, parts.pop(name, None) or source.read(name))
        for name, content in parts.items():
            package.writestr(name, content)
    return repacked.getvalue()


def document_xml(*, head: str = "", inside: str = "") -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_document({}))) as package:
        xml = package.read("word/document.xml").decode()
    xml = xml.replace("<w:document ", f"{head}<w:document ", 1)
    return xml.replace("<w:body>", f"<w:body>{inside}", 1).encode()


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (lambda: {"word/media/a.bin": bytes(97 * MB)}, "解开后有 9. MB"),
        (
            # Random letters are packed no tighter than text.
            lambda: {"word/document.xml": document_xml(inside=f"<!--{os.urandom(9 * MB).hex()}-->")},
            "解开后有 1. MB",
        ),
        (lambda: {"word/media/a.bin": bytes(12 * MB)}, "压缩比"),
        (lambda: {f"word/media/{number}.bin": b"x" for number in range(2_001)}, "个部件"),
        (lambda: {"word/document.xml": document_xml(head=f"<!DOCTYPE l [{LAUGHS}]>")}, "DTD"),
        (
            lambda: {"word/document.xml": document_xml(inside="<w:p>" * 999 + "</w:p>" * 999)},
            "不是完好的",
        ),
        (lambda: {"word/document.xml": b"<w:document"}, "不是完好的"),
    ],
    ids=["large", "large xml", "packed tightly", "many parts", "billion laughs", "nested", "broken xml"],
)
def test_a_word_document_is_refused_before_it_is_unpacked(parts, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read_docx(word_document(parts()))


@pytest.mark.parametrize("value", ["0", "-1", "9" * 5_000, "²", "x", ""])
def test_a_list_numbered_out_of_all_bounds_is_still_read(value):
    numbering = f"""<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/>
        <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr></w:p>'
    parts = {"word/numbering.xml": numbering.encode(), "word/document.xml": document_xml(inside=numbered)}
    assert "第一条 好。" in read_docx(word_document(parts)).text


def test_a_page_that_is_nested_too_deep_is_refused_and_not_cut_off():
    page = f"<body>{'<div>' * 300}第一条 甲。{'</div>' * 300}</body>"
    with pytest.raises(UnreadableFileError, match="嵌套太深"):
        read_html(page.encode())


def test_a_page_of_many_lines_in_nested_spans_is_read(tmp_path):
    lines = "".join(f"<p>第{number}条 甲乙。</p>" for number in range(1, 3_000))
    page = f"<body>{'<span>' * 200}{lines}{'<b>x</b>' * 20_000}{'</span>' * 200}</body>"
    assert "第2999条 甲乙。" in read_html(page.encode()).text


@pytest.mark.parametrize(("name", "size"), [("a.txt", 17), ("a.md", 17), ("a.html", 9), ("a.docx", 33)])
def test_a_file_that_is_too_large_is_not_read(tmp_path, name, size):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(size * MB)
    with pytest.raises(UnreadableFileError, match=f"{size}.0 MB"):
        read_source(path)


NUMBERS = ["9" * 5_000, "一" * 5_000, "1" * 10, "100000", "²", "٣", "九千九百九十九万"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_a_number_that_no_article_bears_is_part_of_the_text(tmp_path, number):
    text = f"某数法\n第一条 甲。\n第{number}条 乙，依照第{number}条第{number}款。\n第二条 丙。\n"
    outcomes = list(import_files([write_txt(tmp_path, text)]))
    assert [outcome.result for outcome in outcomes] == ["新增"]
    articles = Article.objects.filter(policy__title="某数法").in_order()
    assert [article.number for article in articles] == [1, 2]
    assert f"第{number}条 乙" in articles[0].text


def raising(error: Exception):
    """Fail on the file called b."""

    def parse_or_fail(text: str, **how):
        if "乙法" in text:
            raise error
        return real(text, **how)

    real = prepare.parse_policy
    return parse_or_fail


@pytest.mark.django_db
@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), KeyError("x"), ValueError("4300")])
def test_an_error_that_nobody_has_foreseen_fails_one_file(tmp_path, monkeypatch, error):
    monkeypatch.setattr(prepare, "parse_policy", raising(error))
    files = [write_txt(tmp_path, f"{name}法\n第一条 甲。\n", name=f"{name}.txt") for name in "甲乙丙"]
    outcomes = list(import_files(files))
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, False]
    assert type(error).__name__ in outcomes[1].reason


def dying(text: str, **how):
    """End the worker as the kernel does when memory runs out."""
    if "乙法" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_policy(text, **how)


parse_policy = prepare.parse_policy


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_fails_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "parse_policy", dying)
    monkeypatch.setattr(batch, "FEWEST_FOR_WORKERS", 3)
    names = "甲丙乙丁戊"
    for place, name in enumerate(names):
        write_txt(tmp_path, f"{name}法\n第一条 甲。\n", name=f"{place}.txt")
    outcomes = list(import_files(files_in([tmp_path])))
    assert [outcome.reason for outcome in outcomes if isinstance(outcome, Failure)] == [
        "处理它的进程中断了（可能是内存不足）"
    ]
    assert Policy.objects.filter(title__in=[f"{name}法" for name in names]).count() == 4
