"""A checked draft as a file: Word with a comment at each place, Excel with a row for each."""

from articles.exports.checks.docx import commented, word_draft
from articles.exports.checks.finding_words import MOST_FINDINGS, left_out
from articles.exports.checks.word_draft import WordDraft
from articles.exports.checks.xlsx import xlsx_bytes

__all__ = ["MOST_FINDINGS", "WordDraft", "commented", "left_out", "word_draft", "xlsx_bytes"]
