"""What is read in a draft: its citations and its quotations."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.checking.drafts.named_documents import DraftDocument
from articles.text.citing.places.article_citations import Citation


@dataclass(frozen=True)
class DraftCitation:
    """The words [start, end) cite a place of a document, or all of it. Those of one list share a `group`.

    `named_end` is where the words end that name the document, if they do. `is_label`: the words are the label
    of a line that copies the article.
    """

    start: int
    end: int
    document: DraftDocument
    place: Citation = field(default_factory=Citation)
    group: int = 0
    named_end: int = 0
    is_relative: bool = False
    is_label: bool = False


@dataclass(frozen=True)
class DraftQuotation:
    """The words [start, end), without their marks, that one of the citations `of` (places in the list) holds.

    `is_marked`: they stand in quotation marks, or are set off as a block. `is_strong`: the draft says that
    they are the words there (规定：“…”), so that words that are not there are an error. `is_loose`: nothing
    says that they are quoted (根据第五条，…).
    """

    start: int
    end: int
    of: tuple[int, ...]
    is_marked: bool = True
    is_strong: bool = True
    is_loose: bool = False
