"""Which sentences may be quoted as an answer: those that speak of what is asked, not of something near it.

A sentence holds the telling words of the question, in its own words or in the titles that it stands under;
of four and more it may lack one, and those that lack fewest are quoted. A contribution of 5% is no rate of a
loan (公积金贷款利率多少).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.models import Article, Division, Policy
from articles.models.postgres.content_versions import remembered
from articles.search import AskedQuestion, Query, QuotedPassage, sentences_of, telling_words, words_not_in
from articles.text.wording.characters.folding import fold
from guidance.answering.topics import QuestionTopic, idle_words, is_penalty_unasked, topics

_SENTENCE = re.compile(r"[^。\n]+。?")
_MANY_WORDS = 4


@remembered(Policy, Article, Division, most=256)
def sentences_on(policy: int, topic: str) -> tuple[QuotedPassage, ...]:
    """The sentences of the whole text that speak of a topic."""
    wording = next(row.text for row in topics() if row.code == topic)
    return tuple(sentences_of(Policy.objects.get(pk=policy), wording))


def quotable_in_document(
    question: AskedQuestion, policy: Policy, topic: QuestionTopic
) -> list[QuotedPassage]:
    """Of the document that the question is about: all, where it names nothing else."""
    sentences = [(policy.title, passage) for passage in sentences_on(policy.pk, topic.code)]
    return _closest_passages(question.query, sentences, topic, or_all=True)


def quotable_in_articles(
    question: AskedQuestion, articles: Iterable[Article], topic: QuestionTopic
) -> list[QuotedPassage]:
    sentences = [
        (_titles(article), QuotedPassage(sentence, article.label, article.get_absolute_url()))
        for article in articles
        for sentence in map(str.strip, _SENTENCE.findall(article.text))
    ]
    return _closest_passages(question.query, sentences, topic)


def _closest_passages(
    query: Query,
    sentences: Iterable[tuple[str, QuotedPassage]],
    topic: QuestionTopic,
    *,
    or_all: bool = False,
) -> list[QuotedPassage]:
    """Of sentences under their titles those that speak of the topic and lack the fewest words."""
    on_topic = [
        (titles, passage)
        for titles, passage in sentences
        if topic.is_spoken_of(passage.quote, query.literal)
        and not is_penalty_unasked(passage.quote, query.literal)
    ]
    idle = idle_words()
    wanted_words = [word.text for word in telling_words(query) if word.text not in idle]
    if not wanted_words:
        return [passage for _, passage in on_topic] if or_all else []
    lacking = [
        sum(word not in idle for word in words_not_in(fold(f"{titles}\n{passage.quote}"), query))
        for titles, passage in on_topic
    ]
    fewest = min(lacking, default=0)
    if fewest > int(len(wanted_words) >= _MANY_WORDS):
        return []
    return [passage for (_, passage), count in zip(on_topic, lacking, strict=True) if count == fewest]


def _titles(article: Article) -> str:
    return "\n".join(filter(None, _titles_over(article)))


def _titles_over(article: Article) -> Iterator[str]:
    yield article.policy.title
    yield article.heading or article.short_title
    division = article.division
    while division:
        yield division.title
        division = division.parent
