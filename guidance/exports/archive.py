"""The evidence pack as one file: the documents, what is signed of them, and what that is checked with."""

from __future__ import annotations

import io
import json
import zipfile

from articles.reading.signed_statements import sha256, signed, verification_kit
from guidance.exports.docx import docx_bytes
from guidance.exports.pack import Pack
from guidance.exports.xlsx import xlsx_bytes

_TIME = (1980, 1, 1, 0, 0, 0)  # the same pack is always the same bytes
_INSTRUCTIONS = """怎样核对这份证据包

1. 从 {site}/.well-known/evidence-keys.json 取得密钥文件，把里面的指纹与门户公布的相比；
   包里的 keys.json 是同样的内容，但随包而来的密钥不能证明包是真的。
2. 装有 Python 3.9 以上和 cryptography 的电脑，不必联网：
   python verify_evidence.py evidence-keys.json 证据包.zip
3. 没有列出问题，就是门户签过名、签名之后没有改动。没有 Python 时，pack.txt 的 SHA-256 应是
   {hash}

签名说明这些文字由这个门户在这一天给出，不说明政策今天是否有效；它不是行政决定。
"""


def zip_bytes(pack: Pack) -> bytes:
    documents = {
        "pack.xlsx": xlsx_bytes(pack),
        "pack.docx": docx_bytes(pack),
        "pack.txt": pack.hashed_text.encode(),
    }
    hashes = {name: sha256(content) for name, content in documents.items()}
    instructions = _INSTRUCTIONS.format(site=pack.site, hash=pack.hash)
    return _zip_archive(
        {
            **documents,
            "evidence.json": _evidence(pack, hashes),
            **verification_kit(),
            "README.txt": instructions.encode(),
        }
    )


def _evidence(pack: Pack, hashes: dict[str, str]) -> bytes:
    statement = {**pack.statement, "files": hashes}
    evidence = signed(statement)
    record = evidence.as_record() if evidence else {"statement": statement, "signatures": []}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _zip_archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
