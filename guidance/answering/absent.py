"""What the documents held do not speak of: said only where the whole text was looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.urls import reverse

from articles.models import Article, Policy
from articles.models.postgres.content_versions import remembered
from articles.search import (
    Answer,
    AnswerDocument,
    AnswerKind,
    AnswerLink,
    AskedQuestion,
    function_words,
    question_words,
    subjects_in,
    tokenizer,
    word_occurrences,
)
from articles.text.citing.places.article_citations import parse_citation
from articles.text.wording.characters.folding import fold
from guidance.answering.procedure import asks
from guidance.answering.remit import is_of_guide_alone
from guidance.questions.phrases import phrase_book
from guidance.questions.understanding import Understood

_OTHER_CONDITIONS = "收录的支持措施按单位的类别、规模和所办的事写条件，不写这个词的不等于用不上。"


def answer_outside(question: AskedQuestion, understood: Understood) -> Answer | None:
    """That the question is about something regulated elsewhere; None where a text speaks of it.

    A subject (网贷) is looked for in its official words too.
    """
    words = understood.outside_words
    subjects = subjects_in(question.query.literal)
    official_words = tuple(
        together[0]
        for synonym in question.query.expansions
        if synonym.word in words and synonym.word in subjects
        for together in synonym.means
        if len(together) == 1
    )
    if not words or are_held((*words, *official_words)):
        return None
    return (
        _absence_answer(words, understood.outside)
        if is_of_guide_alone(question)
        else _general_absence_answer(words)
    )


def answer_absent(question: AskedQuestion, understood: Understood) -> Answer | None:
    """That no text has the words asked for; None where one has, or where the question asks for more."""
    introduction = understood.introduction
    words = tuple(word for word in question.unmatched if _names_something(word) and word not in introduction)
    if not (words and (question.is_weak or _asks_for_nothing_else(words, understood))):
        return None
    typed = _words_as_typed(question.query.literal, words)
    if are_held(typed):
        return None
    if is_of_guide_alone(question):
        answer = _absence_answer(typed, "")
        return _with_guidance(answer) if understood.is_support_question else answer
    answer = _general_absence_answer(typed)
    return _with_guidance(answer) if understood.names_support else answer


def _with_guidance(answer: Answer) -> Answer:
    """With a link to the guided steps: a word that no text has (汽车行业) excludes nobody."""
    step_link = AnswerLink("一步一步核对自己的情况", reverse("guidance:step", args=["who"]))
    return replace(answer, text=f"{answer.text}{_OTHER_CONDITIONS}", links=(step_link, *answer.links))


def _asks_for_nothing_else(words: Collection[str], understood: Understood) -> bool:
    """Whether it asks for support for these words alone (医院可以享受吗), and no measure answers."""
    is_asked = understood.is_support_question and not understood.measures
    return is_asked and bool(understood.about) and set(understood.about) <= set(words)


def _words_as_typed(folded: str, words: Collection[str]) -> tuple[str, ...]:
    """The words as they stand in the question: pieces in a row together, without function words around them
    (区块、链有: 区块链)."""
    runs: list[str] = []
    is_open = False
    for token in tokenizer().cut(folded):
        is_piece = token in words or (len(token) == 1 and token.isalpha() and not _is_function_word(token))
        if is_piece and is_open:
            runs[-1] += token
        elif is_piece:
            runs.append(token)
        is_open = is_piece
    typed_words = [_without_function_words(run) for run in runs if any(word in run for word in words)]
    return tuple(dict.fromkeys(typed for typed in typed_words if len(typed) > 1)) or tuple(words)


def _without_function_words(run: str) -> str:
    while run and _is_function_word(run[-1]):
        run = run[:-1]
    while run and _is_function_word(run[0]):
        run = run[1:]
    return run


def _is_function_word(character: str) -> bool:
    return tokenizer().is_stop(character) or character in function_words()


def are_held(words: tuple[str, ...]) -> bool:
    """Whether an article, or what stands before and after the articles, holds one of the words."""
    return bool(word_occurrences(words).in_texts) or Policy.objects.published().stating_any(words).exists()


@remembered(Policy, Article)
def _article_count() -> int:
    """How many articles there are to read."""
    return Article.objects.published().count()


def _general_absence_answer(words: tuple[str, ...]) -> Answer:
    """For a search over many documents: no document is named, and no reason is given."""
    text = f"本库收录的文件没有写{_quoted_words(words)}（{_article_count()} 条全部查过）。"
    return Answer(AnswerKind.OUTSIDE, text, is_whole=True)


def _quoted_words(words: tuple[str, ...]) -> str:
    return "、".join(f"“{word}”" for word in words)


def _absence_answer(words: tuple[str, ...], reason: str) -> Answer:
    featured = Policy.objects.featured()
    return Answer(
        AnswerKind.OUTSIDE,
        f"收录的条文没有写{_quoted_words(words)}（{_article_count()} 条全部查过）。{reason}",
        documents=(AnswerDocument.of(featured),) if featured else (),
        links=(AnswerLink("全部支持措施", reverse("guidance:measures")),),
        is_whole=True,
    )


#: A word that holds one of these asks (第几章, 哪一天).
_INTERROGATIVE = ("几", "哪", "何", "什么", "多少", "谁", "吗")


def _names_something(word: str) -> bool:
    folded = fold(word)
    is_idle = folded in question_words() or folded in phrase_book().neutral or asks(folded)
    return not (
        is_idle
        or len(folded) < 2
        or parse_citation(folded)
        or folded.isnumeric()
        or any(interrogative in folded for interrogative in _INTERROGATIVE)
    )
