"""Policies whose covering notice or introduction holds the query, or cites an article: words that stand in
no article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from articles.models import Article, Policy, Reference
from articles.models.articles.article_reading import read_policies
from articles.models.links.evidence import Passage, passage_address
from articles.models.policies.policy_choices import DocumentKind
from articles.models.postgres.content_versions import remembered
from articles.search.queries.analysis import Query
from articles.search.results.filters.article_columns import article_columns
from articles.search.results.matches.joined_texts import JoinedTexts
from articles.search.results.result_sources import OtherHit, ResultType
from articles.search.scoring.relevance import content_words
from articles.text.wording.characters.folding import fold

_MOST, _MOST_WORDS, _SHORTEST = 20, 6, 2
#: Typed words of so many characters that stand in a text as they are quote it.
_QUOTES = 10
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_PASSAGES = (Passage.INTRODUCTION, Passage.NOTICE, Passage.ADOPTION)


def find_front_matter(query: Query) -> list[OtherHit]:
    """The published policies whose texts outside the articles hold every word of the query."""
    words = [word.text for word in query.words if len(word.text) >= _SHORTEST]
    if not words or query.filters or query.excluded:
        return []
    policies, texts = _front_matter()
    typed_text = fold(query.text).strip()
    if is_quoted := len(typed_text) >= _QUOTES and texts.hold([typed_text]):
        words = [typed_text]
    if len(words) > _MOST_WORDS or not texts.hold(words):
        return []
    matching_policies = read_policies([policies[place] for place in islice(texts.holding(words), _MOST)])
    return [
        hit for policy in matching_policies if (hit := _policy_hit(policy, query, words, is_quoted=is_quoted))
    ]


@remembered(Policy)
def _front_matter() -> tuple[list[int], JoinedTexts]:
    """The policies (ids) with texts outside the articles, the shortest title first, and these texts folded:
    few characters each."""
    published = Policy.objects.published().shortest_title_first()
    rows = published.values_list("pk", *(passage.value for passage in _PASSAGES))
    texts = ((pk, fold("\n".join(passages))) for pk, *passages in rows)
    nonempty_texts = {pk: text for pk, text in texts if text.strip()}
    return list(nonempty_texts), JoinedTexts(nonempty_texts.values())


def _policy_hit(policy: Policy, query: Query, words: list[str], *, is_quoted: bool) -> OtherHit | None:
    for passage in _PASSAGES:
        sentences = _SENTENCE.findall(policy.passage_text(passage))
        matching_sentences = [
            sentence for sentence in sentences if any(word in fold(sentence) for word in words)
        ]
        if matching_sentences:
            hit = _passage_hit(policy, passage, "".join(matching_sentences[:2]).strip(), marked=query.marked)
            return replace(hit, stands_above=is_quoted)
    return None


def find_citing(query: Query, article: Article) -> list[OtherHit]:
    """The passages outside the articles that cite an article, each by its first sentence that holds all words
    of the query; of published policies, in their order."""
    references = Reference.objects.published().to_article(article).outside_articles_of_public()
    words = [word.text for word in content_words(query)]
    first_of_passage: dict[str, OtherHit] = {}
    for reference in references:
        hit = _passage_hit(reference.policy, reference.passage, reference.sentence, marked=query.marked)
        if all(word in fold(hit.summary) for word in words):
            first_of_passage.setdefault(hit.url, hit)
    return list(first_of_passage.values())


def _passage_hit(policy: Policy, passage: str, sentence: str, *, marked: Sequence[str]) -> OtherHit:
    return OtherHit(
        ResultType.POLICY,
        name=policy.title,
        summary=sentence,
        url=passage_address(policy, passage),
        score=0.0,
        marked=marked,
        label=f"{DocumentKind(policy.kind).label} · {Passage(passage).label}",
        policy=policy.slug,
        standing="" if policy.is_in_force else policy.standing,
        values=article_columns().values_of(policy),
    )
