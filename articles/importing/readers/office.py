"""Older office documents (.doc, .wps, .rtf, .odt) → .docx, by LibreOffice where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.file_size import DAMAGED_PACKAGE, check_package

_PROGRAMS = ("soffice", "libreoffice")
_RESULT = "document.docx"
_SECONDS = 90
#: First bytes of what such a file may hold → LibreOffice's filter. It would also take a web page or a
#: spreadsheet under these names.
_FILTERS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "MS Word 97",
    b"{\\rtf": "Rich Text Format",
    b"PK\x03\x04": "writer8",
}
#: No macros run, no links are updated, and a document that asks for a host is sent to a port where nobody
#: listens.
_SETTINGS = {
    "Common/Security/Scripting": {
        "MacroSecurityLevel": 3,
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
    },
    "Writer/Content/Update": {"Link": 0, "Field": "false"},
    "Inet/Settings": {
        "ooInetProxyType": 2,
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": 9,
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": 9,
    },
}


def as_docx(content: bytes, suffix: str) -> bytes:
    """Convert a document.

    Raises UnreadableFileError where LibreOffice is missing, fails or takes too long.
    """
    if _is_docx(content):
        return content
    input_filter = next(
        (name for first_bytes, name in _FILTERS.items() if content.startswith(first_bytes)), None
    )
    if input_filter is None:
        raise UnreadableFileError(f"不是完好的 {suffix} 文件")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFileError(
            f"读 {suffix} 要用 LibreOffice，本机没有安装：安装办法见 docs/importing.md，或者先另存为 .docx"
        )
    with tempfile.TemporaryDirectory(prefix="portal-office-") as folder:
        return _convert(program, Path(folder), content, input_filter, suffix)


def _is_docx(content: bytes) -> bool:
    """Whether the file is a .docx under another name. Raises UnreadableFileError for a package too large."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        check_package(content)
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    except UnreadableFileError:
        raise
    except DAMAGED_PACKAGE as error:
        raise UnreadableFileError("不是完好的文件（可能加了密）") from error


def _convert(program: str, folder: Path, content: bytes, input_filter: str, suffix: str) -> bytes:
    """Run LibreOffice with a profile of its own in `folder`; it does not get the document's own name."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    source = folder / f"document{suffix}"
    source.write_bytes(content)
    command = [
        *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"),
        *(f"--infilter={input_filter}", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(folder / "result"), str(source)),
    ]
    _run(command, folder)
    result = folder / "result" / _RESULT
    if not result.exists():
        raise UnreadableFileError(f"LibreOffice 打不开这个 {suffix} 文件（可能已损坏，或者加了密）")
    return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run to the end, or end it with all its children when it takes too long."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)}
    environment["LANG"] = "C.UTF-8"
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(f"LibreOffice 用了 {_SECONDS} 秒还没有读完") from error
    finally:
        _kill_process_group(process)


def _kill_process_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{_registry_path(path)}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _registry_path(path: str) -> str:
    return path if path.startswith("Inet") else f"Office.{path}"
