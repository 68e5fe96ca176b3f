"""A citation with other words around it: 刑法266条诈骗罪, 请问劳动法第四十四条怎么规定, 第577条 民法典."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.citing.naming.document_numbers import leading_document_number
from articles.text.citing.places.article_citations import LONGEST, Citation, parse_citation, respelled
from articles.text.citing.places.article_places import NUMERAL
from articles.text.numbers.numerals import NUMERAL_CHARACTERS
from articles.text.wording.characters.folding import fold

_DIVISIONS = rf"(?:第{NUMERAL}[编篇])?(?:第{NUMERAL}分编)?(?:第?{NUMERAL}章)?(?:第{NUMERAL}节)?"
_BELOW = rf"(?:第?{NUMERAL}款)?(?:第?[(]?{NUMERAL}[)]?项|[(]{NUMERAL}[)]款?)?"
_NUMBER = rf"第?{NUMERAL}(?:[-之]{NUMERAL})?"
_ARTICLE = rf"{_NUMBER}条(?:[之-]{NUMERAL}(?![{NUMERAL_CHARACTERS}条]))?{_BELOW}"
_AND = r"(?:以及|[、,和及与或至到~-])"
#: A number of a list before the last. 38-46 are two of them: if they could be one as well, 1-1-1-1 could be
#: read in so many ways that a search for it would not end.
_LISTED = rf"第?{NUMERAL}(?:之{NUMERAL})?{_AND}"
#: An article with what stands before and below it, without spaces; or a list of them: 38、46条, 38条和46条.
_ARTICLES = re.compile(rf"{_DIVISIONS}(?:{_LISTED})*{_ARTICLE}(?:{_AND}{_ARTICLE})*")
#: 民法典577 违约责任: a number alone counts behind a title, before a space or the end; no year does.
_BARE_NUMBER = re.compile(r"(?<=[\u3400-\u9fff》)]) ?(?!(?:19|20)\d\d\b)\d{1,4}(?= |$)")
_INNER_SPACES = re.compile(
    rf"(?<=第) +(?=[{NUMERAL_CHARACTERS}])|(?<=[\d一二三四五六七八九十百千]) +(?=[条款项编章节])"
)
_MAY_CITE = re.compile(r"[条條]|\d")
#: 公司法解释三18条: the number of the series belongs to the title.
_SERIES = re.compile(r"((?:解释|规定)[一二三四五六七八九])(?=[\d第])")
_TITLE_IN_FRONT = re.compile(r"《(?P<title>[^《》]+)》 ?的?(?:里|中|里面)?的?$")


@dataclass(frozen=True)
class EmbeddedCitation:
    """The article that a text cites among other words, or several in a list.

    `before` are the folded words in front of its number, without the document number or the title in 《》
    that name its policy and then stand in `citation`; `after` are those behind it. `is_bare` says that the
    number stands without 第: only the name of a policy beside it makes it an article.
    """

    citation: Citation
    before: str
    after: str = ""
    is_bare: bool = False


def find_citation(text: str) -> EmbeddedCitation | None:
    """Find the article that a text names, or the list of them; None when it names none or at several places.

    >>> find_citation("这个政策的第10条讲什么").citation.article
    10
    >>> find_citation("刑法266条诈骗罪").before, find_citation("刑法266条诈骗罪").after
    ('刑法', '诈骗罪')
    >>> find_citation("第一条的罚则第二条有没有") is None
    True
    """
    opening = text[:LONGEST]
    if not _MAY_CITE.search(opening):  # as most questions do not
        return None
    spaced = " ".join(map(fold, opening.split()))  # folding alone closes gaps between characters
    folded = _INNER_SPACES.sub("", respelled(spaced))
    folded = _SERIES.sub(r"\1 ", folded)
    matches = [*_ARTICLES.finditer(folded)] or [*_BARE_NUMBER.finditer(folded)]
    citation = parse_citation(matches[0][0].strip()) if len(matches) == 1 else None
    if citation is None or citation.article is None:
        return None
    match, is_bare = matches[0], "第" not in matches[0][0]
    before, after = folded[: match.start()], folded[match.end() :].strip()
    if is_bare and not before.strip() and not after:
        return None
    if quoted := _TITLE_IN_FRONT.search(before):
        title = quoted["title"].replace(" ", "")
        return EmbeddedCitation(citation.in_document(title=title), before[: quoted.start()], after, is_bare)
    for start in range(len(before)):
        leading_number = leading_document_number(before[start:])
        if leading_number and not leading_number[1].strip("的 "):
            cited = citation.in_document(document_number=leading_number[0])
            return EmbeddedCitation(cited, before[:start], after, is_bare)
    return EmbeddedCitation(citation, before, after, is_bare)
