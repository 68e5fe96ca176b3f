"""A checked draft as a file: Word with a comment at each place, Excel with a row for each."""

from articles.exports.checks.docx import commented, word_draft
from articles.exports.checks.word_draft import WordDraft
from articles.exports.checks.xlsx import xlsx_bytes

__all__ = ["WordDraft", "commented", "word_draft", "xlsx_bytes"]
