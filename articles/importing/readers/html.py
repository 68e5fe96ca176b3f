"""Extracts the text of a document from a government web page, without the page around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml import etree, html

from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.extraction import Extraction, Omission, TextLine, extraction_of
from articles.importing.readers.html_blocks import collapsed, page_lines
from articles.importing.readers.html_lists import write_list_numbers
from articles.importing.readers.html_records import join_records
from articles.text.citing.naming.titles import title_key
from articles.text.numbers.dates import parse_date
from articles.text.parsing.heads.site_record import record_entries
from articles.text.parsing.heads.title_lines import begins_text, ends_title, number_line
from articles.text.parsing.outlining.labels import match_article, match_point, match_unspaced_article
from articles.text.wording.characters.radicals import plain_characters

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
_LONGEST_TITLE, _MOST_TITLE_LINES = 300, 4
_SENTENCE = re.compile(r"[。；：]|，.*，")
#: A part of a page with so much of the text of the part around it is where the document is.
_MOST_OF_PART = 0.75
#: Elements of one paragraph, table or list: a part of a document, never all of it.
_WORDS_OF_A_PART = frozenset({"p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "span"})
_MOST_OMISSIONS, _LONGEST_OMISSION = 20, 60
#: A picture at the end of a document stands so many elements below its last line.
_NEAR = 4
_SITE_IN_TITLE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]*(?:网|政府|部|局|门户|平台|数据库)[^-_|—–]*$")
_OF_DOCUMENT = re.compile(r"[。；]|令$|号$|日$|[：:]$|通过|公布")
_FURNITURE = re.compile(
    r"(?:【?(?:打印|关闭|返回|收藏|字号|纠错)|扫一扫|分享到|分享：|责任编辑|编辑：|相关(?:链接|文章|附件|解读|稿件|新闻)|"
    r"上一[篇条]|下一[篇条]|版权所有|主办单位|承办单位|网站标识码|[京沪津渝]?\S?ICP备|网站地图|联系我们|来源：)"
)


def read_html(content: bytes) -> Extraction:
    """Return a document's title, record and text without menus and footers, and the sentences left out.

    The document is the smallest part of the page that holds every article or point; of a text without several
    of them, the part with the running text. Raises UnreadableFileError for a page without any text.
    """
    root = _parse(content)
    body = root.find("body")
    body = root if body is None else body
    join_records(body)
    write_list_numbers(body)
    lines = page_lines(body)
    if not lines:
        raise UnreadableFileError("网页中没有文字")
    articles, points = list(filter(_is_article, lines)), list(filter(_is_point, lines))
    labelled = next((labelled_lines for labelled_lines in (articles, points) if len(labelled_lines) > 1), [])
    part = (
        _smallest_holding([line.element for line in labelled], body)
        if labelled
        else _densest_part(lines, body)
    )
    inside = [line for line in lines if line.element is part or part in line.element.iterancestors()]
    document_lines = _without_page_footer(inside)
    title = _page_title(root)
    begin = _title_index([line.text for line in document_lines], title)
    kept_lines = document_lines[begin or 0 :]
    kept_line_ids = {id(line) for line in kept_lines}
    outside_lines = [line for line in lines if id(line) not in kept_line_ids]
    record = [TextLine(line.text.strip("\t")) for line in outside_lines if record_entries(line.text)]
    is_titled = begin is None and _has_other_title([line.text for line in kept_lines], title)
    head = [TextLine(title)] if title and begin is None and not is_titled else []
    left_out = [Omission(1, "网页的标题", title[:_LONGEST_OMISSION])] if title and is_titled else []
    left_out += _omitted_sentences(outside_lines, title)
    return extraction_of([*head, *record, *kept_lines], [*_pictures(part, kept_lines), *left_out])


def _pictures(part: etree._Element, kept_lines: Sequence[TextLine]) -> Iterator[Omission]:
    """The pictures beside the kept lines, by what they say or by the names of their files.

    Those above and below the document are the page's own.
    """
    index_of = {element: index for index, element in enumerate(part.iter())}
    line_indexes = [index_of[line.element] for line in kept_lines if line.element in index_of]
    for picture in part.iter("img"):
        if line_indexes and line_indexes[0] < index_of[picture] <= max(line_indexes) + _NEAR:
            name = (picture.get("alt") or picture.get("src", "").rpartition("/")[2]).strip()
            yield Omission(1, "图片", name[:_LONGEST_OMISSION])


def _omitted_sentences(outside_lines: Sequence[TextLine], title: str) -> Iterator[Omission]:
    """The sentences of the page that are not in the text; menus, links and its own lines are not named."""
    prose = (line for line in outside_lines if _is_prose(line) and not record_entries(line.text))
    sentences = [line.text.strip() for line in prose]
    for text in sentences[:_MOST_OMISSIONS]:
        if text != title:
            yield Omission(1, "网页其余部分的文字", text[:_LONGEST_OMISSION])
    if len(sentences) > _MOST_OMISSIONS:
        yield Omission(1, f"网页其余部分的文字另有 {len(sentences) - _MOST_OMISSIONS} 行")


def _is_article(line: TextLine) -> bool:
    label = plain_characters(line.text.strip())
    return bool(match_article(label) or match_unspaced_article(label))


def _is_point(line: TextLine) -> bool:
    return match_point(plain_characters(line.text.strip())) is not None


def _is_prose(line: TextLine) -> bool:
    """Whether the line is a sentence and no link: what a document has, and the page around it has not."""
    text = line.text.strip()
    line_and_ancestors = (line.element, *line.element.iterancestors())
    is_link = any(element.tag == "a" for element in line_and_ancestors)
    return bool(_SENTENCE.search(text)) and not is_link and not _FURNITURE.match(text)


def _densest_part(lines: Sequence[TextLine], body: etree._Element) -> etree._Element:
    """The part with the running text: from the page inwards as long as one part holds most of it."""
    weights: dict[etree._Element, int] = defaultdict(int)
    sentences: dict[etree._Element, int] = defaultdict(int)
    for line in filter(_is_prose, lines):
        for element in (line.element, *line.element.iterancestors()):
            weights[element] += len(line.text)
            sentences[element] += 1
    rows = (line.element for line in lines if line.element.tag == "tr")
    tables = {next(row.iterancestors("table"), None) for row in rows}
    part = body
    while weights[part]:
        inner = next((child for child in part if weights[child] > _MOST_OF_PART * weights[part]), None)
        if inner is None or inner.tag in _WORDS_OF_A_PART or inner in tables:
            break
        if sentences[inner] < min(2, sentences[part]):
            break
        part = inner
    return part


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


def _smallest_holding(elements: list[etree._Element], body: etree._Element) -> etree._Element:
    """The innermost element that contains all of `elements`."""
    if not elements:
        return body
    common = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        ancestors = {element, *element.iterancestors()}
        common = [ancestor for ancestor in common if ancestor in ancestors]
    return common[0] if common else body


def _without_page_footer(lines: list[TextLine]) -> list[TextLine]:
    """Cut off the page's own lines below the document: print, close, share, editor."""
    labels = [index for index, line in enumerate(lines) if _is_article(line) or _is_point(line)]
    dates = [index for index, line in enumerate(lines) if parse_date(line.text.strip())]  # without labels
    prose = (index for index, line in enumerate(lines) if _is_prose(line))
    last_index = max(labels or dates, default=next(prose, len(lines)))
    indexes_below = range(last_index + 1, len(lines))
    footer = (index for index in indexes_below if _FURNITURE.match(lines[index].text.strip()))
    return lines[: next(footer, len(lines))]


def _page_title(root: etree._Element) -> str:
    """The document's title: from a meta tag, the first heading, or the page title without the site."""
    meta = {node.get("name", "").lower(): node.get("content", "") for node in root.iter("meta")}
    main_headings, other_headings = (_headings(root, tags) for tags in (("h1",), ("h2", "h3")))
    page = collapsed(root.findtext(".//title") or "").strip()[:_LONGEST_TITLE]
    page = _SITE_IN_TITLE.sub("", page)
    stated_titles = [title.strip() for title in (meta.get("articletitle", ""), *main_headings, page)]
    stated_titles = [title for title in stated_titles if len(title) > 1]
    return next(
        (title for title in (*stated_titles, *other_headings) if ends_title(title)),
        stated_titles[0] if stated_titles else "",
    )


def _headings(root: etree._Element, tags: Sequence[str]) -> list[str]:
    return [collapsed("".join(map(str, node.itertext()))).strip() for node in root.iter(*tags)]


def _has_other_title(line_texts: Sequence[str], title: str) -> bool:
    """Whether the document itself begins with a title, over one line or more, and the page has another."""
    texts = [text.strip() for text in line_texts if not record_entries(text)][:_MOST_TITLE_LINES]
    if not texts or number_line(texts[0]) or match_point(texts[0]):
        return False
    ends = next((n for n in range(1, len(texts) + 1) if ends_title("".join(texts[:n]))), 0)
    is_said_twice = any(title_key("".join(texts[:n])) == title_key(title) for n in range(1, len(texts) + 1))
    return bool(ends) and not is_said_twice and not any(map(begins_text, texts[:ends]))


def _title_index(line_texts: list[str], title: str) -> int | None:
    """The index of the title line; lines above it are the page's menu.

    An order or notice above the title belongs to the document: it has sentences, a number or a date.
    """
    labels = (plain_characters(text.strip()) for text in line_texts)
    articles = (index for index, label in enumerate(labels) if match_article(label))
    first_article = next(articles, len(line_texts))
    squeezed = "".join(title.split())
    title_indexes = (
        index for index, text in enumerate(line_texts[:first_article]) if "".join(text.split()) == squeezed
    )
    index = next(title_indexes, None) if squeezed else None
    return 0 if index and any(_OF_DOCUMENT.search(text) for text in line_texts[:index]) else index
