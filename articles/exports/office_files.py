"""What files of office programs share: allowed characters, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

FIXED_TIME = datetime(2000, 1, 1)  # one export of one content is always the same bytes
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def printable(text: str, *, keep: str = "\t") -> str:
    """Replace control characters, except those to `keep`: office documents do not allow them."""
    if text.isprintable():  # as most are: no need to look at each character
        return text
    return "".join(character if character in keep or character >= " " else "\ufffd" for character in text)


def with_fixed_times(package: io.BytesIO) -> bytes:
    """The package with fixed timestamps, so that the same content gives the same bytes.

    The time of saving that openpyxl writes into a workbook's properties is replaced as well.
    """
    output = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            target.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return output.getvalue()
