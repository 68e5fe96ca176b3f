"""QR codes of addresses (ISO/IEC 18004), generated locally without another site."""

from __future__ import annotations

import io

import segno


def qr_png(address: str) -> bytes:
    """A PNG with its quiet zone; medium error correction survives a stamp or a fold."""
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="png", scale=4, border=4)
    return image.getvalue()


def qr_data_uri(address: str) -> str:
    """An SVG as the source of an `img`."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=3, border=4, xmldecl=False, svgns=True)


def qr_svg(address: str) -> bytes:
    """An SVG for a place where the paper is its quiet zone."""
    image = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(image, kind="svg", border=1, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return image.getvalue()
