"""Questions about a document itself: who issued it, when, its number. Not about what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.text.wording.folding import fold

_LONGEST = 80
_QUOTED = re.compile(r"《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)*)》")
_PUNCTUATION = re.compile(r"[\s?？!。.,，、~:：;；]+")
#: Characters; what is shorter and names no document is a word to search for (执行), save those of `bare`.
_SHORTEST_BARE = 3


@dataclass(frozen=True)
class DocumentQuestion:
    """A question of a `kind` of the vocabulary file, about the document called `title`.

    `title` is folded; empty where the question says 这个文件, or nothing. `is_quoted` says that it stood in
    《》, `may_be_part` that it ends as titles do, so that it may be part of one.
    """

    kind: str
    title: str = ""
    is_quoted: bool = False
    may_be_part: bool = False


@dataclass(frozen=True)
class QuestionForms:
    """The forms of such questions, read from `fixtures/vocabularies/document_questions.toml`."""

    text: str

    def parse(self, query: str) -> DocumentQuestion | None:
        """Read the whole of `query` as a question about a document; None when it is something else.

        >>> forms.parse("国家产业技术政策是什么时候出台的")
        DocumentQuestion(kind='made', title='国家产业技术政策', is_quoted=False, may_be_part=True)
        >>> forms.parse("企业什么时候可以免税") is None
        True
        """
        if len(query) > _LONGEST:
            return None
        words = self._lead.sub("", _PUNCTUATION.sub("", fold(query)))
        for kind, pattern in self._question_patterns:
            if match := pattern.fullmatch(words):
                is_word = not match["subject"] and len(words) < _SHORTEST_BARE
                is_asked = not is_word or words in self._vocabulary["bare"]
                return self._about(match["subject"], kind) if is_asked else None
        return None

    def _about(self, subject: str, kind: str) -> DocumentQuestion:
        if quoted := _QUOTED.match(subject):
            return DocumentQuestion(kind, quoted["title"], is_quoted=True)
        if self._nothing_but_this.fullmatch(subject):
            return DocumentQuestion(kind)
        title = self._this_at_end.sub("", subject)
        may_be_part = len(title) > 3 and bool(self._title_ends.search(title))
        return DocumentQuestion(kind, title, may_be_part=may_be_part)

    @cached_property
    def _question_patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """The patterns of whole questions, each with its kind; they match the longest subject."""
        vocabulary, slots = self._vocabulary, self._vocabulary["slots"]
        patterns = []
        for question in vocabulary["question"]:
            if before := question.get("before"):
                wordings = _any_of(before, slots)
                # 哪些部门制定产业技术政策 asks for what is written of such policies, 制定了 for this one.
                done = rf"(?:[了的]|(?=《|{vocabulary['this']}))"
                pattern = rf"(?:{wordings}){done}(?P<subject>{self._document})(?:{vocabulary['tail']})*"
                patterns.append((question["kind"], re.compile(pattern)))
            wordings = _any_of(question["patterns"], slots)
            patterns.append((
                question["kind"],
                re.compile(
                    rf"""
                    (?P<subject>(?:《.+》)?.*?)             # the document, if it is named
                    (?:{vocabulary["link"]})*               # 的, 是, 到底
                    (?:{wordings})                          # 什么时候发布
                    (?:{vocabulary["tail"]})*               # 的吗
                    """,
                    re.VERBOSE,
                ),
            ))  # fmt: skip
        return patterns

    @cached_property
    def _document(self) -> str:
        """What surely names a document: 《…》, 这个政策, or words that end as titles do."""
        return rf"《.+》|{self._vocabulary['this']}|.{{2,}}(?:{self._vocabulary['title_ends']})"

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:{self._vocabulary['lead']})+")

    @cached_property
    def _nothing_but_this(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._vocabulary['this']}|{self._vocabulary['document']})")

    @cached_property
    def _this_at_end(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._vocabulary['this']})$")

    @cached_property
    def _title_ends(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._vocabulary['title_ends']})$")

    @cached_property
    def _vocabulary(self) -> dict[str, Any]:
        return tomllib.loads(self.text)


def _any_of(patterns: Sequence[str], slots: dict[str, str]) -> str:
    return "|".join(f"(?:{_filled(pattern, slots)})" for pattern in patterns)


def _filled(pattern: str, slots: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: f"(?:{slots[slot[1]]})", pattern)
