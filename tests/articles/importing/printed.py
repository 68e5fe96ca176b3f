"""Small PDF files with Chinese text, written by hand: each line stands where it is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, SIZE = 595, 842, 16
LEFT, RIGHT = 80, 80 + 28 * SIZE
_MAP = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def "
    b"1 begincodespacerange <0000> <ffff> endcodespacerange "
    b"1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end"
)


@dataclass(frozen=True)
class Put:
    """A line at `left`, `top` points from the upper edge; the font G says that it reaches lower than F."""

    text: str
    left: float
    top: float
    font: str = "F"


def page_of(paragraphs: Sequence[str], *, head: str = "", foot: str = "", top: int = 110) -> list[Put]:
    """Paragraphs of 28 characters a line, indented by two, with a running head and a page number."""
    lines = [Put(head, LEFT, 40)] if head else []
    for paragraph in paragraphs:
        first, rest = paragraph[:26], paragraph[26:]
        parts = [first, *(rest[at : at + 28] for at in range(0, len(rest), 28))]
        for number, part in enumerate(parts):
            lines.append(Put(part, LEFT + (0 if number else 2 * SIZE), top))
            top += 28
    return [*lines, Put(foot, WIDTH / 2 - 20, HEIGHT - 40)] if foot else lines


def pdf(pages: Sequence[Sequence[Put]], *, drawn: str = "", trailer: str = "") -> bytes:
    """The file; `drawn` is added to the contents of each page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        _FONT,
        _CID_FONT,
        _DESCRIPTOR,
        _stream(_MAP),
        *_LOWER_FONT,
    ]
    kids = []
    for lines in pages:
        content = "".join(
            f"BT /{line.font} {SIZE} Tf 1 0 0 1 {line.left} {HEIGHT - line.top - SIZE} Tm "
            f"<{line.text.encode('utf-16-be').hex()}> Tj ET\n"
            for line in lines
        )
        objects.append(_stream((content + drawn).encode()))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R/G 7 0 R>>>>>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file(objects, trailer)


_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"
)
_CID_FONT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/Song/Flags 4/Ascent 880/Descent -120/FontBBox[0 -120 1000 880]"
    b"/ItalicAngle 0/CapHeight 700/StemV 80>>"
)

_LOWER_FONT = (
    _FONT.replace(b"4 0 R", b"8 0 R"),
    _CID_FONT.replace(b"5 0 R", b"9 0 R"),
    _DESCRIPTOR.replace(b"Ascent 880/Descent -120", b"Ascent 600/Descent -400"),
)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        written
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>\n"
            f"startxref\n{len(written)}\n%%EOF"
        ).encode()
    )
