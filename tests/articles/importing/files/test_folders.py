"""Files that are not read are named and counted, and the exit status says so."""

import io

import pytest
from django.core.management import call_command
from docx import Document

from articles.importing.files.folders import files_in, left_aside_in
from articles.importing.readers import UnreadableFileError, read_source
from articles.importing.readers.decoding import decode
from tests.articles.importing.sample_files import write_txt
from tests.articles.importing.word import document_bytes

LETTER = "某局关于印发通知的函\n各区：\n　　第一条　甲乙丙丁，按照规定办理。\n"


def reasons_by_name(folder) -> dict[str, str]:
    return {left_aside.path.name: left_aside.reason for left_aside in left_aside_in([folder])}


def test_of_a_folder_every_file_is_read_or_named(tmp_path):
    for name in ("a.xlsx", "b.pptx", "c.ofd", "d.zip", "~$e.docx", ".DS_Store", "g.xyz", "无扩展名"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "law.txt").write_text("x")
    (tmp_path / "inner").mkdir()
    text_file = write_txt(tmp_path / "inner")
    reasons = reasons_by_name(tmp_path)
    assert files_in([tmp_path]) == [text_file]
    assert reasons.keys() == {
        *("a.xlsx", "b.pptx", "c.ofd", "d.zip", "~$e.docx", ".DS_Store", "g.xyz", "无扩展名", ".git")
    }
    assert "OFD" in reasons["c.ofd"]
    assert "临时文件" in reasons["~$e.docx"]
    assert "没有扩展名的" in reasons["无扩展名"]


@pytest.mark.parametrize(
    ("other", "status"), [("表.xlsx", 1), ("~$law.docx", 0), (".DS_Store", 0), (None, 0)]
)
def test_the_exit_status_tells_of_files_that_nobody_expects_to_be_left(db, tmp_path, other, status):
    write_txt(tmp_path)
    if other:
        (tmp_path / other).write_bytes(b"x")
    out, ended = io.StringIO(), 0
    try:
        call_command("import_policy", tmp_path, report=tmp_path.parent / "report.txt", stdout=out)
    except SystemExit as error:
        ended = error.code
    assert ended == status
    assert ("另有 1 件没有读" in out.getvalue()) is bool(other)
    assert (other or "") in (tmp_path.parent / "report.txt").read_text("utf-8")


def test_what_was_left_out_of_a_file_is_reported_and_kept(db, tmp_path):
    from articles.models import SourceFile

    document = Document()
    for line in LETTER.splitlines():
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "内部资料"
    (tmp_path / "a.docx").write_bytes(document_bytes(document))
    out = io.StringIO()
    call_command("import_policy", tmp_path, stdout=out)
    assert "未收入正文：页眉“内部资料”" in out.getvalue()
    assert "，未收入正文 1 处" in out.getvalue()
    assert "L1 未收入正文：页眉“内部资料”" in SourceFile.objects.get(name="a.docx").report


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"]
)
@pytest.mark.parametrize(
    "text", [LETTER, LETTER.replace("\n", ""), "关于开展政府采购工作的通知", f"Annex 1\n{LETTER}"]
)
def test_encodings_are_told_apart(encoding, text):
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize("name", ["a.ofd", "a.xlsx", "a.pptx", "a", "~$a.docx"])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match="不"):
        read_source(path)
