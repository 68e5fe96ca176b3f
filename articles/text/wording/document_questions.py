"""Questions about a document itself: who issued it, when, its number. Not about what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from articles.text.wording.characters.folding import fold

_LONGEST = 80
_QUOTED = re.compile(r"《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)*)》")
_PUNCTUATION = re.compile(r"[\s?？!。.,，、~:：;；]+")
#: No title has such words: they are the rest of another question.
_ASKS = re.compile(r"谁|哪|什么时|何时|多少")
#: Characters; what is shorter and names no document is a word to search for (执行), save those of `bare`.
_SHORTEST_BARE = 3


@dataclass(frozen=True)
class DocumentQuestion:
    """A question of a `kind` of the vocabulary file, about the document called `title`.

    `also` are further kinds that are asked at once (哪些部门、什么时候发的). `title` is folded; empty where
    the question says 这个文件, or nothing. `is_quoted` says that it stood in 《》, `may_be_part` that it ends
    as titles do, so that it may be part of one.
    """

    kind: str
    title: str = ""
    also: tuple[str, ...] = ()
    is_quoted: bool = False
    may_be_part: bool = False


@dataclass(frozen=True)
class QuestionForms:
    """The forms of such questions, read from `fixtures/vocabularies/document_questions.toml`."""

    text: str

    def parse(self, query: str) -> DocumentQuestion | None:
        """Read the whole of `query` as a question about a document; None when it is something else.

        >>> forms.parse("国家产业技术政策是什么时候出台的")
        DocumentQuestion(kind='made', title='国家产业技术政策', also=(), is_quoted=False, may_be_part=True)
        >>> forms.parse("企业什么时候可以免税") is None
        True
        """
        if len(query) > _LONGEST:
            return None
        words = self._idle_words.sub("", self._leading_words.sub("", fold(query).strip()))
        return self._joint_question(words) or self._single_question(
            _without_punctuation(words), self._question_patterns
        )

    def _joint_question(self, words: str) -> DocumentQuestion | None:
        """Several questions about one document; one may lean on another (哪些部门、什么时候发的)."""
        parts = [bare for part in self._conjunction.split(words) if (bare := _without_punctuation(part))]
        whole_questions = [self._single_question(part, self._question_patterns) for part in parts]
        if len(parts) < 2 or not any(whole_questions):
            return None
        candidates = [
            question or self._single_question(part, self._short_patterns)
            for part, question in zip(parts, whole_questions, strict=True)
        ]
        questions = [question for question in candidates if question]
        with_title = [question for question in questions if question.title]
        if len(questions) < len(parts) or len({question.title for question in with_title}) > 1:
            return None
        kinds = tuple(dict.fromkeys(question.kind for question in questions))
        return replace((with_title or questions)[0], kind=kinds[0], also=kinds[1:])

    def _single_question(
        self, words: str, patterns: Sequence[tuple[str, re.Pattern[str]]]
    ) -> DocumentQuestion | None:
        """The question whose wording leaves least to be the document's name."""
        readings = [
            (kind, match["subject"]) for kind, pattern in patterns if (match := pattern.fullmatch(words))
        ]
        if not readings:
            return None
        kind, subject = min(readings, key=lambda pair: len(pair[1]))
        is_short = patterns is self._short_patterns or words in self._vocabulary["bare"]
        is_word = not subject and len(words) < _SHORTEST_BARE and not is_short
        return None if is_word else self._question_about(subject, kind)

    def _question_about(self, subject: str, kind: str) -> DocumentQuestion | None:
        if quoted := _QUOTED.match(subject):
            names_another = "《" in subject[quoted.end() :]
            return None if names_another else DocumentQuestion(kind, quoted["title"], is_quoted=True)
        if self._nothing_but_this.fullmatch(subject):
            return DocumentQuestion(kind)
        if _ASKS.search(subject):
            return None
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
                wordings = _alternatives(before, slots)
                # 哪些部门制定产业技术政策 asks for what is written of such policies, 制定了 for this one.
                done = rf"(?:[了的]|(?=《|{vocabulary['this']}))"
                pattern = rf"(?:{wordings}){done}(?P<subject>{self._document})(?:{vocabulary['tail']})*"
                patterns.append((question["kind"], re.compile(pattern)))
            patterns.append((question["kind"], self._pattern_after_subject(question["patterns"])))
            patterns.append((question["kind"], self._pattern_before_subject(question["patterns"])))
        return patterns

    def _pattern_before_subject(self, wordings: Sequence[str]) -> re.Pattern[str]:
        """为什么要制定这个政策: only before what surely is a document, 《…》 or 这个政策."""
        vocabulary = self._vocabulary
        return re.compile(
            rf"(?:{_alternatives(wordings, vocabulary['slots'])})(?:了|的|过)?"
            rf"(?P<subject>《.+》|{vocabulary['this']})(?:{vocabulary['tail']})*"
        )

    @cached_property
    def _short_patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """The patterns of what is a question only beside another one."""
        questions = self._vocabulary["question"]
        return [
            (row["kind"], self._pattern_after_subject(row["short"])) for row in questions if "short" in row
        ]

    def _pattern_after_subject(self, wordings: Sequence[str]) -> re.Pattern[str]:
        vocabulary = self._vocabulary
        return re.compile(
            rf"""
            (?P<subject>(?:《.+》)?.*?)                   # the document, if it is named
            (?:{vocabulary["link"]})*                     # 的, 是, 到底
            (?:{_alternatives(wordings, vocabulary["slots"])})  # 什么时候发布
            (?:{vocabulary["tail"]})*                     # 的吗
            """,
            re.VERBOSE,
        )

    @cached_property
    def _idle_words(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary["idle"])

    @cached_property
    def _conjunction(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary["and"])

    @cached_property
    def _document(self) -> str:
        """What surely names a document: 《…》, 这个政策, or words that end as titles do."""
        return rf"《.+》|{self._vocabulary['this']}|.{{2,}}(?:{self._vocabulary['title_ends']})"

    @cached_property
    def _leading_words(self) -> re.Pattern[str]:
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


def _without_punctuation(words: str) -> str:
    return _PUNCTUATION.sub("", words)


def _alternatives(patterns: Sequence[str], slots: dict[str, str]) -> str:
    return "|".join(f"(?:{_fill_slots(pattern, slots)})" for pattern in patterns)


def _fill_slots(pattern: str, slots: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: f"(?:{slots[slot[1]]})", pattern)
