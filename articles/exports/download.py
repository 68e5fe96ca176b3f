"""What the response of a file to keep says about it: its media type and its name."""

from __future__ import annotations

from urllib.parse import quote

_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD, EXCEL = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"


def attachment(name: str, *, chinese: str = "") -> str:
    """The Content-Disposition of a download called `name`, in ASCII.

    A name in Chinese stands beside it as RFC 5987 writes it. Django's `content_disposition_header` would then
    leave the ASCII name out, which older programs take.

    >>> attachment("check.docx", chinese="核验.docx")
    'attachment; filename="check.docx"; filename*=UTF-8\\'\\'%E6%A0%B8%E9%AA%8C.docx'
    """
    encoded_name = f"; filename*=UTF-8''{quote(chinese, safe='')}" if chinese else ""
    return f'attachment; filename="{name}"{encoded_name}'
