"""Extracts the text of a document from a government web page, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree, html

from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.text.parsing.dates import parse_date
from articles.text.parsing.labels import match_article, match_point, match_unspaced_article
from articles.text.parsing.site_record import record_entries

_SKIPPED = frozenset(
    """script style noscript template head nav header footer form iframe select button textarea svg
    object""".split()  # noqa: SIM905 - a list of forty strings reads worse
)
_INLINE = frozenset(
    """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small
    span strike strong sub sup time tt u var wbr o:p st1:chsdate""".split()  # noqa: SIM905
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
# A line break between two Chinese characters is removed (CSS Text 3, segment break transformation).
_CHINESE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef“”‘’…—"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])[ \t]*\r?\n[ \t\r\n]*(?=[{_CHINESE}])")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
_LONGEST_TITLE = 300
_SITE_IN_TITLE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]*(?:网|政府|部|局|门户|平台|数据库)[^-_|—–]*$")
_MOST_LINES_OF_A_CELL = 3
_OF_DOCUMENT = re.compile(r"[。；]|令$|号$|日$|[：:]$|通过|公布")
_FURNITURE = re.compile(
    r"(?:【?(?:打印|关闭|返回|收藏|字号|纠错)|扫一扫|分享到|分享：|责任编辑|编辑：|相关(?:链接|文章|附件|解读|稿件|新闻)|"
    r"上一[篇条]|下一[篇条]|版权所有|主办单位|承办单位|网站标识码|[京沪津渝]?\S?ICP备|网站地图|联系我们|来源：)"
)


@dataclass(frozen=True)
class _Line:
    text: str
    element: etree._Element

    @property
    def is_article(self) -> bool:
        return bool(match_article(self.label) or match_unspaced_article(self.label))

    @property
    def is_point(self) -> bool:
        return match_point(self.label) is not None

    @property
    def label(self) -> str:
        """The text without a paragraph's indent."""
        return self.text.strip()


def html_text(content: bytes) -> str:
    """Return a document's title, record and text without menus and footers.

    The document is the smallest part of the page that holds every article. Raises UnreadableFileError
    for a page without any text.
    """
    root = _parse(content)
    body = root.find("body")
    body = root if body is None else body
    lines = [_Line(text, element) for text, element in _blocks(body, _holding_blocks(body)) if text]
    if not lines:
        raise UnreadableFileError("网页中没有文字")
    labelled = [line for line in lines if line.is_article] or [line for line in lines if line.is_point]
    holder = _smallest_holding([line.element for line in labelled], body)
    inside = [line for line in lines if line.element is holder or holder in line.element.iterancestors()]
    shown = [line.text for line in _without_page_footer(inside)]
    title = _page_title(root)
    begin = _title_index(shown, title)
    inside_ids = {id(line) for line in inside}
    before = [line.text for line in lines if id(line) not in inside_ids] + shown[: begin or 0]
    record = [text for text in before if record_entries(text)]
    head = [title] if title and begin is None else []
    return "".join(f"{text}\n" for text in (*head, *record, *shown[begin or 0 :]))


def _parse(content: bytes) -> etree._Element:
    declared = _CHARSET.search(content[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    try:
        text = content.decode("gb18030" if encoding.startswith("gb") else "utf-8")
    except UnicodeDecodeError:
        text = decode(content)
    text = _XML_HEAD.sub("", text, count=1)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("不是网页") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableFileError("网页的标签嵌套太深，后面的文字读不到")
    return root


def _blocks(
    element: etree._Element, holding_blocks: Set[etree._Element]
) -> Iterator[tuple[str, etree._Element]]:
    """Yield (line, element that holds it) in the order of the page."""
    pieces: list[str] = []

    def flush() -> Iterator[tuple[str, etree._Element]]:
        for text in _lines_of("".join(pieces), is_preformatted=element.tag == "pre"):
            yield text, element
        pieces.clear()

    pieces.append(element.text or "")
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or _is_hidden(child):
            pass
        elif child.tag == "br":
            yield from flush()
        elif child.tag == "tr":
            yield from flush()
            yield from _row(child, holding_blocks)
        elif child.tag in _INLINE and child not in holding_blocks:
            pieces.append(_inline_text(child))
        else:
            yield from flush()
            yield from _blocks(child, holding_blocks)
        pieces.append(child.tail or "")
    yield from flush()


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _holding_blocks(body: etree._Element) -> Set[etree._Element]:
    """The elements that contain a line break or block element. Visits each once, however deep the nesting."""
    holding: set[etree._Element] = set()
    for element in body.iterdescendants(etree.Element):
        if element.tag == "br" or element.tag not in _INLINE:
            holding.update(takewhile(lambda above: above not in holding, element.iterancestors()))
    return holding


def _inline_text(element: etree._Element) -> str:
    return "" if element.tag in _SKIPPED else "".join(map(str, element.itertext()))


def _row(row: etree._Element, holding_blocks: Set[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """A row as one line; in a layout table, the lines of each cell in turn."""
    cells = [
        [line for line in _blocks(cell, holding_blocks) if line[0]]
        for cell in row
        if cell.tag in ("td", "th")
    ]
    if any(len(cell) > _MOST_LINES_OF_A_CELL for cell in cells):
        yield from (line for cell in cells for line in cell)
    else:
        yield "\t".join(" ".join(text for text, _ in cell) for cell in cells).strip("\t"), row


def _lines_of(text: str, *, is_preformatted: bool) -> Iterator[str]:
    if is_preformatted:
        yield from (line.strip(" \t") for line in text.splitlines())
    else:
        yield _WHITE.sub(" ", _BREAK_IN_CHINESE.sub("", text)).strip(" ")


def _smallest_holding(elements: list[etree._Element], body: etree._Element) -> etree._Element:
    """The innermost element that contains all of `elements`."""
    if not elements:
        return body
    common = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        above = {element, *element.iterancestors()}
        common = [ancestor for ancestor in common if ancestor in above]
    return common[0] if common else body


def _without_page_footer(lines: list[_Line]) -> list[_Line]:
    """Cut off the page's own lines below the document: print, close, share, editor."""
    labels = [index for index, line in enumerate(lines) if line.is_article or line.is_point]
    dates = [index for index, line in enumerate(lines) if parse_date(line.label)]  # of a text without labels
    last = max(labels or dates, default=len(lines))
    end = next((i for i in range(last + 1, len(lines)) if _FURNITURE.match(lines[i].label)), len(lines))
    return lines[:end]


def _page_title(root: etree._Element) -> str:
    """The document's title: from a meta tag, the first heading, or the page title without the site."""
    meta = {node.get("name", "").lower(): node.get("content", "") for node in root.iter("meta")}
    headings = [_WHITE.sub(" ", "".join(map(str, node.itertext()))).strip() for node in root.iter("h1")]
    page = _WHITE.sub(" ", root.findtext(".//title") or "").strip()[:_LONGEST_TITLE]
    page = _SITE_IN_TITLE.sub("", page)
    candidates = [meta.get("articletitle", ""), *headings, page]
    return next((title.strip() for title in candidates if len(title.strip()) > 1), "")


def _title_index(shown: list[str], title: str) -> int | None:
    """The index of the title line; lines above it are the page's menu.

    An order or notice above the title belongs to the document: it has sentences, a number or a date.
    """
    first = next((i for i, text in enumerate(shown) if match_article(text.strip())), len(shown))
    squeezed = "".join(title.split())
    places = (i for i, text in enumerate(shown[:first]) if "".join(text.split()) == squeezed)
    index = next(places, None) if squeezed else None
    return 0 if index and any(_OF_DOCUMENT.search(text) for text in shown[:index]) else index
