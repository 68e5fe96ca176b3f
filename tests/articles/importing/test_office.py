"""Older office documents go through LibreOffice, which these tests play themselves."""

import sys
from pathlib import Path

import pytest
from docx import Document

from articles.importing.readers import UnreadableFileError, office, read_source
from tests.articles.importing.damage import damaged, of_newer_zip
from tests.articles.importing.word import document_bytes

OLE, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"{\\rtf1 x}"
WRITES = """
import pathlib, shutil, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
folder.mkdir()
shutil.copy({made!r}, folder / "document.docx")
pathlib.Path({told!r}).write_text(" ".join(sys.argv[1:]))
"""


@pytest.fixture
def libreoffice(tmp_path, monkeypatch):
    """Put a program in the place of LibreOffice."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!{sys.executable}\n{script}")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent))

    return install


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def word_file() -> bytes:
    document = Document()
    document.add_paragraph("第一条　甲。")
    return document_bytes(document)


@pytest.mark.parametrize(
    ("name", "content", "chosen"),
    [("a.doc", OLE, "MS Word 97"), ("a.wps", OLE, "MS Word 97"), ("a.rtf", RTF, "Rich Text Format")],
)
def test_a_document_is_converted_with_a_profile_of_its_own(tmp_path, libreoffice, name, content, chosen):
    command_file = tmp_path / "told"
    libreoffice(WRITES.format(made=str(write(tmp_path, "made.docx", word_file())), told=str(command_file)))
    source = read_source(write(tmp_path, name, content))
    assert (source.format, source.text) == ("office", "第一条　甲。\n")
    assert f"--infilter={chosen} " in command_file.read_text()
    assert "-env:UserInstallation=file:///" in command_file.read_text()
    assert str(tmp_path) not in command_file.read_text().split("--outdir")[0]


def test_a_docx_under_another_name_needs_no_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert read_source(write(tmp_path, "a.wps", word_file())).text == "第一条　甲。\n"


@pytest.mark.parametrize(
    ("script", "content", "reason"),
    [
        (None, OLE, "本机没有安装"),
        ("", OLE, "打不开"),
        ("", b"<html>x</html>", "不是完好的 .doc 文件"),
        ("", b"PK\x03\x04 broken", "不是完好的文件"),
        ("", damaged(word_file()), "不是完好的文件"),
        ("", of_newer_zip(word_file()), "不是完好的文件"),
        ("import time; time.sleep(600)", OLE, "还没有读完"),
    ],
    ids=["missing", "fails", "a web page", "broken", "damaged", "newer", "too slow"],
)
def test_what_cannot_be_converted_is_refused_with_the_reason(
    tmp_path, monkeypatch, libreoffice, script, content, reason
):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_SECONDS", 1 if script else 60)
    if script is not None:
        libreoffice(script)
    with pytest.raises(UnreadableFileError, match=reason):
        read_source(write(tmp_path, "a.doc", content))
