"""Word documents laid out as GB/T 9704—2012 (党政机关公文格式) asks: A4, 三号仿宋, 22 lines of 28 characters.

It is not an original: there is no red head, and a note names the source.
"""

from __future__ import annotations

import io
from collections.abc import Set

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from articles.exports.exported_content import Content
from articles.exports.office_files import printable, with_fixed_times
from articles.exports.word_layout import (
    BODY,
    HEITI,
    KAITI,
    TITLE,
    XIAOBIAOSONG,
    add_paragraph,
    add_run,
    add_text,
    set_page,
    set_properties,
    set_styles,
)
from articles.models import Article, Policy

_HEADINGS = {"annex": 1, "part": 1, "subpart": 1, "chapter": 1, "section": 2}


def docx_bytes(content: Content, *, url: str, exported_from: str) -> bytes:
    """Return the document; `url` is its page, `exported_from` the name of the portal."""
    document = Document()
    set_page(document)
    set_styles(document)
    _properties(document, content)
    _head(document, content)
    if content.is_whole:
        _add_texts_before_articles(document, content)
    annexes = {
        division.pk for division in content.divisions if any(above.is_annex for above in division.lineage)
    }
    _articles(document, content, annexes, of_annexes=False)
    if content.is_whole:
        _tail(document, content)
    _articles(document, content, annexes, of_annexes=True)  # annexes follow the signature (7.3.7)
    _note(document, content, url=url, exported_from=exported_from)
    output = io.BytesIO()
    document.save(output)
    return with_fixed_times(output)


def _properties(document, content: Content) -> None:
    policy = content.policy
    title = policy.title if content.is_whole else content.articles[0].short_citation
    set_properties(document, title=title, author="、".join(issuer.name for issuer in policy.issuers.all()))


def _head(document, content: Content) -> None:
    policy = content.policy
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    add_run(title, policy.title, XIAOBIAOSONG, TITLE)
    for line in (policy.document_number, *policy.adoption.split("\n")):
        if line:
            add_paragraph(document, line, indent=False).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if content.version:
        add_run(document.add_paragraph(), printable(content.version), KAITI, Pt(12))
    document.add_paragraph()


def _add_texts_before_articles(document, content: Content) -> None:
    policy = content.policy
    if policy.addressees_text:
        add_paragraph(document, policy.addressees_text, indent=False)
    add_text(document, policy.notice)
    if policy.notice:
        _signature(document, content)
        document.add_paragraph()
    add_text(document, policy.introduction)


def _articles(document, content: Content, annexes: Set[int], *, of_annexes: bool) -> None:
    """The articles with their headings: those in `annexes`, or the others."""
    articles = [article for article in content.articles if (article.division_id in annexes) is of_annexes]
    divisions = [division for division in content.divisions if (division.pk in annexes) is of_annexes]
    for opened_divisions, article in content.with_headings(articles, divisions):
        for division in opened_divisions:
            heading = document.add_heading(division.heading, level=_HEADINGS[division.kind])
            heading.paragraph_format.page_break_before = division.is_annex and content.is_whole
            add_text(document, division.opening)
        if article:
            _article(document, content, article)


def _article(document, content: Content, article: Article) -> None:
    paragraph = None if article.is_paragraph else add_paragraph(document, "")
    if paragraph is not None:
        label = article.spaced_label if content.is_whole else f"{article.label}\u3000"
        add_run(paragraph, label, HEITI, BODY)
    add_text(document, article.text, article.spans, goes_on=paragraph)


def _tail(document, content: Content) -> None:
    if not content.policy.notice:  # a covering notice bears the signature itself
        _signature(document, content)
    add_text(document, content.policy.annex)


def _signature(document, content: Content) -> None:
    """附件说明, 署名 and 成文日期, 附注, in this order (7.3.4 to 7.3.6)."""
    policy = content.policy
    for annex_list in _tail_records(policy, "annex_list"):
        document.add_paragraph()
        add_text(document, annex_list)
    day = policy.signed_on_text or next(iter(_tail_records(policy, "signed")), "")
    if not day:
        return
    document.add_paragraph()
    for line in (*(issuer.printed_name for issuer in policy.issuers.all()), day):
        signature = add_paragraph(document, line, indent=False)
        signature.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signature.paragraph_format.right_indent = Pt(64)  # 右空四字
        signature.paragraph_format.keep_with_next = line != day
    for note in _tail_records(policy, "note"):
        add_paragraph(document, f"（{note}）")


def _tail_records(policy: Policy, kind: str) -> list[str]:
    """The values of the records of a kind that were read in the tail of the document."""
    return [
        record.value for record in policy.records.all() if record.kind == kind and record.source == "tail"
    ]


def _note(document, content: Content, *, url: str, exported_from: str) -> None:
    policy = content.policy
    for article in content.articles:
        for rule in article.later_rules:
            statement = f"后来的规定（由编者收录，不是原文）：{article.label}　{rule.sentence}"
            add_run(document.add_paragraph(), printable(statement), KAITI, Pt(12))
    document.add_paragraph()
    source_note = f"本文件由{exported_from}导出，不是公文原件；效力状态：{policy.get_status_display()}。{url}"
    note = document.add_paragraph()
    add_run(note, source_note, KAITI, Pt(12))
