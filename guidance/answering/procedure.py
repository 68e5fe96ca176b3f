"""How something is applied for: what the documents say of it, sentence by sentence, or that they say nothing.

The topics (申报渠道, 受理机构, 材料, 金额, 期限 …) are those of fixtures/guidance/procedures.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from articles.models import Article, Division, Policy
from articles.models.content_versions import remembered
from articles.search import (
    Answer,
    AnswerDocument,
    AnswerKind,
    AnswerLine,
    AskedQuestion,
    Passage,
    analyse_query,
    facts_of,
    policy_named,
    sentences_of,
)
from articles.text.citing.titles import in_title_marks
from guidance.answering.benefit import judged_for
from guidance.answering.measure_lines import finder_link, plain_line
from guidance.matching.codes import NOT_STATED
from guidance.matching.measure import Measure
from guidance.questions.answers import Understood, understand

_SENT_TO = "通知主送下列部门，可以向所在地的这些部门询问。"
_MOST_POLICIES, _MOST_QUOTED, _MOST_MEASURES = 3, 3, 3


@dataclass(frozen=True)
class Topic:
    """What may be asked of a procedure: `ask` are wordings of the question, `text` those of a document that
    answers it, `stated` the name under which measures state it."""

    code: str
    name: str
    ask: re.Pattern[str]
    text: re.Pattern[str]
    stated: str = ""


def answer_procedure(asked: AskedQuestion, understood: Understood) -> Answer | None:
    """None where nothing of a procedure is asked, or what it is asked of is strange to all documents."""
    asked_for = [topic for topic in topics() if topic.ask.search(asked.query.literal)]
    if not asked_for:
        return None
    named = policy_named(asked.text) or asked.within
    rest = _without(asked.query.literal, asked_for)
    about = tuple(word for word in understood.about if word in rest)
    if about and not understood.measures:  # the words of the procedure are no measure's words
        understood = understand(analyse_query(rest, within=asked.query.policy))
    measures = [result.measure for result in judged_for(understood)][:_MOST_MEASURES] if about else []
    if not (measures or named):
        about = tuple(word for word in about if not asks(word))
        if any(word in asked.unmatched for word in about):
            return None
    articles = asked.articles if about or understood.labels else ()
    told = [
        _told(policy, asked_for, articles, measures) for policy in _policies_meant(named, measures, articles)
    ]
    told = [one for one in told if one.says_something] or told[:1]
    if not told:
        return None
    return Answer(
        AnswerKind.PROCEDURE,
        "".join(one.text for one in told),
        lines=(*(line for one in told for line in one.lines), *map(plain_line, measures)),
        documents=tuple(AnswerDocument.of(one.policy) for one in told),
        understood=understood.labels,
        links=(finder_link(asked.text, "填写单位情况，逐项核对"),) if measures else (),
        is_whole=not about and not articles,
    )


def _without(folded: str, asked_for: Iterable[Topic]) -> str:
    """The question without the words that ask of a procedure."""
    for topic in asked_for:
        folded = topic.ask.sub(" ", folded)
    return folded


def asks(word: str) -> bool:
    """Whether it is a word by which procedures or documents are asked about: it names no thing."""
    return any(word in wordings for wordings in _wordings())


@lru_cache(maxsize=1)
def _wordings() -> tuple[str, ...]:
    """All wordings of such questions, as the vocabularies write them."""
    files = ("guidance/procedures.toml", "vocabularies/document_questions.toml")
    return tuple((settings.CONTENT_DIR / name).read_text(encoding="utf-8") for name in files)


def _policies_meant(
    named: Policy | None, measures: Sequence[Measure], articles: Sequence[Article]
) -> list[Policy]:
    """The policy that is named or searched in; else those of the measures and articles; else the featured."""
    if named:
        return [named]
    holding = [measure.article.policy for measure in measures] + [one.policy for one in articles]
    policies = {policy.pk: policy for policy in holding}
    featured = Policy.objects.featured()
    return list(policies.values())[:_MOST_POLICIES] or ([featured] if featured else [])


@dataclass(frozen=True)
class _Told:
    """What one policy says of the topics asked for."""

    policy: Policy
    lines: tuple[AnswerLine, ...]
    text: str
    says_something: bool


def _told(
    policy: Policy, asked_for: Sequence[Topic], articles: Iterable[Article], measures: Iterable[Measure]
) -> _Told:
    """Each topic with its sentences, the topics that it does not speak of, and whom it was sent to."""
    near = {article.get_absolute_url() for article in articles}
    said = {topic: _said(policy, topic, near, measures) for topic in asked_for}
    spoken = [topic.name for topic in asked_for if said[topic]]
    silent = [topic.name for topic in asked_for if not said[topic]]
    lines = [line for topic in asked_for for line in said[topic]]
    text = f"{in_title_marks(policy.title)}写到{'、'.join(spoken)}，原文如下。" if spoken else ""
    if silent:
        not_stated = f"{in_title_marks(policy.title)}没有规定{'、'.join(silent)}（全文和通知都查过）。"
        lines.append(AnswerLine("not_stated", not_stated, NOT_STATED, url=policy.get_absolute_url()))
        text += not_stated
    return _Told(policy, (*lines, *_sent_to(policy.pk)), text, says_something=bool(spoken))


def _said(
    policy: Policy, topic: Topic, near: set[str], measures: Iterable[Measure]
) -> tuple[AnswerLine, ...]:
    """What the measures state, then sentences of the text: those of the articles that answer come first."""
    stated = tuple(
        AnswerLine(topic.code, str(row), topic.name, title=measure.title, url=measure.url)
        for measure in measures
        for row in measure.stated
        if row.is_stated and row.name == topic.stated and measure.article.policy_id == policy.pk
    )
    sentences = sorted(_sentences(policy.pk, topic.code), key=lambda passage: passage.url not in near)
    if not sentences:
        return stated
    quoted = AnswerLine(topic.code, "", topic.name, tuple(sentences[:_MOST_QUOTED]), url=sentences[0].url)
    return (*stated, quoted)


@remembered(Policy, Article, Division, most=256)
def _sentences(policy: int, topic: str) -> tuple[Passage, ...]:
    """The sentences of the whole text that speak of a topic."""
    wording = next(one.text for one in topics() if one.code == topic)
    return tuple(sentences_of(Policy.objects.get(pk=policy), wording))


@remembered(Policy, most=64)
def _sent_to(pk: int) -> tuple[AnswerLine, ...]:
    policy = Policy.objects.get(pk=pk)
    if not policy.addressees_text:
        return ()
    sent = facts_of(policy, ["addressees"]).lines[0]
    return (AnswerLine("addressees", _SENT_TO, "通知主送谁", sent.passages, url=sent.url),)


def topics() -> tuple[Topic, ...]:
    return _topics(str(settings.CONTENT_DIR / "guidance" / "procedures.toml"))


@lru_cache(maxsize=2)
def _topics(path: str) -> tuple[Topic, ...]:
    with open(path, "rb") as file:
        table = tomllib.load(file)
    slots = table["slots"]
    return tuple(
        Topic(
            code=row["code"],
            name=row["name"],
            ask=re.compile("|".join(f"(?:{_filled(wording, slots)})" for wording in row["ask"])),
            text=re.compile(row["text"]),
            stated=row.get("stated", ""),
        )
        for row in table["topic"]
    )


def _filled(wording: str, slots: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda slot: f"(?:{slots[slot[1]]})", wording)
