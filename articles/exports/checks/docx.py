"""A checked draft in Word, with a comment at each place."""

from __future__ import annotations

from typing import cast

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from articles.checking import Report
from articles.exports.checks.finding_words import MOST_FINDINGS, comment_of, left_out
from articles.exports.checks.word_draft import Comment, WordDraft
from articles.exports.office_files import printable
from articles.exports.word_layout import set_page, set_styles


def commented(draft: WordDraft, report: Report) -> bytes:
    """The draft with what was found; `report` is of its text."""
    comments = [
        Comment(finding.start, finding.end, comment_of(finding))
        for finding in report.findings[:MOST_FINDINGS]
    ]
    if remark := left_out(report):
        comments.append(Comment(comments[-1].start, comments[-1].end, remark))
    return draft.commented(comments)


def word_draft(text: str) -> WordDraft:
    """A document made of a text: a paragraph for each line, so that the text of the document is the same."""
    document = Document()
    set_page(document)
    set_styles(document)
    end = document.element.body.get_or_add_sectPr()
    for line in text.split("\n"):
        paragraph = Paragraph(cast(CT_P, OxmlElement("w:p")), document)
        paragraph.add_run(printable(line))
        end.addprevious(paragraph._element)  # to append to a document looks through it each time
    return WordDraft(document)
