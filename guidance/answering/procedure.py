"""How something is applied for: what the documents say of it, sentence by sentence, or that they say nothing.

The topics (申报渠道, 受理机构, 材料, 金额, 期限 …) are those of fixtures/guidance/procedures.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from articles.models import Article, Policy
from articles.models.postgres.content_versions import remembered
from articles.search import (
    Answer,
    AnswerDocument,
    AnswerKind,
    AnswerLine,
    AskedQuestion,
    QuotedPassage,
    analyse_query,
    facts_of,
    policy_named,
)
from articles.text.citing.naming.titles import in_title_marks
from guidance.answering.benefit import judged_for
from guidance.answering.measure_lines import finder_link, plain_line
from guidance.answering.quotable import quotable_in_articles, quotable_in_document, sentences_on
from guidance.answering.remit import is_in_remit, is_of_guide_alone
from guidance.answering.topics import QuestionTopic, topics
from guidance.matching.measure import Measure, policies_of
from guidance.matching.measure_choices import NOT_STATED
from guidance.questions.understanding import Understood, understand

_SENT_TO = "通知主送下列部门，可以向所在地的这些部门询问。"
_MOST_POLICIES, _MOST_QUOTED, _MOST_MEASURES = 3, 3, 3


def answer_procedure(question: AskedQuestion, understood: Understood) -> Answer | None:
    """None where the question asks nothing about a procedure, or about what no document mentions."""
    wanted_topics = _topics_in_question(question)
    if not wanted_topics:
        return None
    is_of_guide = is_in_remit(question, understood)
    named_policy = policy_named(question.text) or question.within
    remaining_question = _without_topics(question.query.literal, wanted_topics)
    about = tuple(word for word in understood.about if word in remaining_question)
    if about and not understood.measures:  # the words of the procedure are no measure's words
        understood = understand(analyse_query(remaining_question, within=question.query.policy))
    results = judged_for(understood) if about and is_of_guide else []
    measures = [result.measure for result in results][:_MOST_MEASURES]
    if not (measures or named_policy):
        about = tuple(word for word in about if not asks(word))
        if any(word in question.unmatched for word in about):
            return None
    is_of_thing = bool(about or understood.labels) or not is_of_guide_alone(question)
    articles = question.articles if is_of_thing else ()
    material = _Material(question, tuple(wanted_topics), tuple(articles), tuple(measures), named_policy)
    statements = [
        _policy_statement(policy, material) for policy in _relevant_policies(named_policy, measures, articles)
    ]
    statements = [statement for statement in statements if statement.says_something] or [
        statement for statement in statements[:1] if statement.text
    ]
    if not statements:
        return None
    return Answer(
        AnswerKind.PROCEDURE,
        "".join(statement.text for statement in statements),
        lines=(*(line for statement in statements for line in statement.lines), *map(plain_line, measures)),
        documents=tuple(AnswerDocument.of(statement.policy) for statement in statements),
        understood=understood.labels,
        links=(finder_link(question.text, "填写单位情况，逐项核对"),) if measures else (),
        is_whole=not about and not articles,
    )


def _topics_in_question(question: AskedQuestion) -> list[QuestionTopic]:
    literal = question.query.literal
    matching = [topic for topic in topics() if topic.ask.search(literal)]
    return (
        matching if is_of_guide_alone(question) else [topic for topic in matching if topic.is_meant(literal)]
    )


def _without_topics(folded: str, wanted_topics: Iterable[QuestionTopic]) -> str:
    """The question without the words that ask of a procedure."""
    for topic in wanted_topics:
        folded = topic.ask.sub(" ", folded)
    return folded


def asks(word: str) -> bool:
    """Whether a word only asks about procedures or documents, and names nothing itself."""
    return any(word in wordings for wordings in _wordings())


@cache
def _wordings() -> tuple[str, ...]:
    """All wordings of such questions, as the vocabularies write them."""
    files = ("guidance/procedures.toml", "vocabularies/document_questions.toml")
    return tuple((settings.CONTENT_DIR / name).read_text(encoding="utf-8") for name in files)


def _relevant_policies(
    named_policy: Policy | None, measures: Sequence[Measure], articles: Sequence[Article]
) -> list[Policy]:
    """The policy that is named or searched in; else those of the measures and articles; else the featured."""
    if named_policy:
        return [named_policy]
    if policies := policies_of([*measures, *articles]):
        return list(policies[:_MOST_POLICIES])
    featured = Policy.objects.featured()
    return [featured] if featured else []


@dataclass(frozen=True)
class _Material:
    """What an answer is made of: the topics, the articles and measures that answer, and the document
    that is named or searched in."""

    question: AskedQuestion
    topics: tuple[QuestionTopic, ...]
    articles: tuple[Article, ...]
    measures: tuple[Measure, ...]
    named: Policy | None

    def is_about(self, policy: Policy) -> bool:
        """Whether the question is about this document: only then is it said what it leaves out."""
        of_measures = {measure.article.policy_id for measure in self.measures}
        return policy == self.named or policy.pk in of_measures or is_of_guide_alone(self.question)

    def quotes(self, policy: Policy, topic: QuestionTopic) -> list[QuotedPassage]:
        """Its sentences on a topic; where it is the guide's alone, those of the articles found come first."""
        if is_of_guide_alone(self.question):
            found_urls = {article.get_absolute_url() for article in self.articles}
            return sorted(
                sentences_on(policy.pk, topic.code), key=lambda passage: passage.url not in found_urls
            )
        if policy == self.named:
            return quotable_in_document(self.question, policy, topic)
        own_articles = [article for article in self.articles if article.policy_id == policy.pk]
        return quotable_in_articles(self.question, own_articles, topic)


@dataclass(frozen=True)
class _PolicyStatement:
    """What one policy says of the topics asked for."""

    policy: Policy
    lines: tuple[AnswerLine, ...]
    text: str
    says_something: bool


def _policy_statement(policy: Policy, material: _Material) -> _PolicyStatement:
    """Each topic with its sentences; where the question is about the document also what it does not speak of,
    and whom it was sent to."""
    lines_by_topic = {topic: _topic_lines(policy, topic, material) for topic in material.topics}
    stated_topics = [topic.name for topic in material.topics if lines_by_topic[topic]]
    lines = [line for topic in material.topics for line in lines_by_topic[topic]]
    text = (
        f"{in_title_marks(policy.title)}写到{'、'.join(stated_topics)}，原文如下。" if stated_topics else ""
    )
    if not material.is_about(policy):
        return _PolicyStatement(policy, tuple(lines), text, says_something=bool(stated_topics))
    silent_topics = [
        topic.name
        for topic in material.topics
        if not (lines_by_topic[topic] or sentences_on(policy.pk, topic.code))
    ]
    if silent_topics:
        not_stated = f"{in_title_marks(policy.title)}没有规定{'、'.join(silent_topics)}（全文和通知都查过）。"
        lines.append(AnswerLine("not_stated", not_stated, NOT_STATED, url=policy.get_absolute_url()))
        text += not_stated
    return _PolicyStatement(
        policy, (*lines, *_addressee_lines(policy.pk)), text, says_something=bool(stated_topics)
    )


def _topic_lines(policy: Policy, topic: QuestionTopic, material: _Material) -> tuple[AnswerLine, ...]:
    """What the measures state, then sentences of the text."""
    stated = tuple(
        AnswerLine(topic.code, str(row), topic.name, title=measure.title, url=measure.url)
        for measure in material.measures
        for row in measure.stated
        if row.is_stated and row.name == topic.stated and measure.article.policy_id == policy.pk
    )
    sentences = material.quotes(policy, topic)
    if not sentences:
        return stated
    quoted = AnswerLine(topic.code, "", topic.name, tuple(sentences[:_MOST_QUOTED]), url=sentences[0].url)
    return (*stated, quoted)


@remembered(Policy, most=64)
def _addressee_lines(pk: int) -> tuple[AnswerLine, ...]:
    policy = Policy.objects.get(pk=pk)
    if not policy.addressees_text:
        return ()
    addressees = facts_of(policy, ["addressees"]).lines[0]
    return (AnswerLine("addressees", _SENT_TO, "通知主送谁", addressees.passages, url=addressees.url),)
