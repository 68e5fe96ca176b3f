"""A checked draft in Word, with a comment at each place."""

from __future__ import annotations

from docx import Document

from articles.checking import Report
from articles.exports.checks.word_draft import Comment, WordDraft
from articles.exports.checks.words import comment_of
from articles.exports.layout import add_paragraph, set_page, set_styles


def commented(draft: WordDraft, report: Report) -> bytes:
    """The draft with what was found; `report` is of its text."""
    return draft.commented(
        [Comment(finding.start, finding.end, comment_of(finding)) for finding in report.findings]
    )


def word_draft(text: str) -> WordDraft:
    """A document made of a text: a paragraph for each line, so that the text of the document is the same."""
    document = Document()
    set_page(document)
    set_styles(document)
    for line in text.split("\n"):
        add_paragraph(document, line, indent=False)
    return WordDraft(document)
