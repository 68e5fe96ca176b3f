"""QR codes of addresses (ISO/IEC 18004), generated locally without another site."""

from __future__ import annotations

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=512)
def _code(address: str) -> segno.QRCode:
    """To find the best of its eight masks takes longer than all else that a measure in a file needs."""
    return segno.make(address, error="m", micro=False)


def qr_png(address: str) -> bytes:
    """A PNG with its quiet zone; medium error correction survives a stamp or a fold."""
    image = io.BytesIO()
    _code(address).save(image, kind="png", scale=4, border=4)
    return image.getvalue()


def qr_data_uri(address: str) -> str:
    """An SVG as the source of an `img`."""
    return _code(address).svg_data_uri(scale=3, border=4, xmldecl=False, svgns=True)


def qr_svg(address: str) -> bytes:
    """An SVG for a place where the paper is its quiet zone."""
    image = io.BytesIO()
    _code(address).save(
        image, kind="svg", border=1, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return image.getvalue()
