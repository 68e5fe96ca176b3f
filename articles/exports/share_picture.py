"""The picture of a page where its address is shared: a PNG of 1200 × 630 (docs/decisions/0041)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from articles.models import Article, Policy
from articles.text.citing.naming.titles import in_title_marks

_FONT = Path(__file__).parent / "fonts/noto-sans-cjk-sc-gb2312.otf"
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 80
_PAPER, _INK, _SOFT, _SEAL = "#fbfaf7", "#1d2330", "#525a6b", "#a8201a"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…,.;:?!)")  # in a line
_BESIDE_GB2312 = frozenset("—·…℃")
_COLOURS = 64  # enough for smooth letters; a third of the size


def article_picture(article: Article, *, site_name: str) -> bytes | None:
    """A picture with the article's number, title and first sentence; None if the font lacks a character."""
    sentence = article.text.removeprefix(article.heading).lstrip("。 \n")
    return _picture(
        article.label, article.display_title, _first_sentence(sentence), article.policy, site_name
    )


def policy_picture(policy: Policy, *, site_name: str) -> bytes | None:
    """The same for a policy, with its title and the first sentence of its introduction."""
    return _picture("", policy.title, _first_sentence(policy.introduction), policy, site_name)


def _picture(label: str, title: str, sentence: str, policy: Policy, site_name: str) -> bytes | None:
    source = " ".join(filter(None, [in_title_marks(policy.title) if label else "", policy.document_number]))
    if not all(map(_is_in_font, label + title + sentence + source + site_name)):
        return None
    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _WIDTH, 16), fill=_SEAL)
    top = 70
    top = _write(draw, label, top, size=44, most=1, fill=_SEAL)
    top = _write(draw, title, top, size=56, most=2, fill=_INK)
    _write(draw, sentence, top + 24, size=36, most=4 if label else 3, fill=_SOFT)
    _write(draw, source, 520, size=28, most=1, fill=_INK)
    _write(draw, site_name, 564, size=28, most=1, fill=_SEAL)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    output = io.BytesIO()
    image.quantize(_COLOURS).save(output, "PNG", optimize=True)
    return output.getvalue()


def _write(draw: ImageDraw.ImageDraw, text: str, top: int, *, size: int, most: int, fill: str) -> int:
    """Write at most so many lines and return where the next may begin."""
    font = _font(size)
    lines = list(_lines(text, font))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    for line in lines:
        draw.text((_MARGIN, top), line, font=font, fill=fill)
        top += round(size * 1.45)
    return top


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for character in text:
        is_full = font.getlength(line + character) > _WIDTH - 2 * _MARGIN
        if is_full and character not in _NOT_FIRST:
            yield line
            line = ""
        line += character
    if line:
        yield line


def _first_sentence(text: str) -> str:
    sentence, end, _ = " ".join(text.split()).partition("。")
    return sentence + end


def _is_in_font(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in _BESIDE_GB2312
    return True


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
