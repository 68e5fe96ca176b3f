"""The measures that the clauses of a policy propose: found anew in its text, less what was decided.

Only decisions are stored: a confirmed clause is a measure that quotes it, a rejected one a `RejectedDraft`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models import Article, Policy
from articles.text.wording.characters.folding import fold
from guidance.drafting.clauses import drafted_measures
from guidance.drafting.drafted import DraftedMeasure
from guidance.matching.measure import Quote
from guidance.matching.profile_choices import Activity
from guidance.models import MeasureQuote, RejectedDraft
from guidance.questions.phrases import phrase_book

LONGEST_TITLE, LONGEST_HEAD = 30, 12


@dataclass(frozen=True)
class Proposal:
    """A clause that gives something, where it stands, and what an editor is offered to start from."""

    article: Article
    drafted: DraftedMeasure

    @property
    def key(self) -> str:
        """Where it stands: the article and the first character."""
        return f"{self.article.pk}:{self.drafted.clause.start}"

    @property
    def words(self) -> str:
        return self.drafted.clause.quote

    @property
    def title(self) -> str:
        """To whom and what, in the clause's own words."""
        drafted = self.drafted
        clause, verb = drafted.clause, drafted.verb
        whom = _head(drafted)
        assert clause.start is not None
        assert verb.start is not None
        benefit = clause.quote[verb.start - clause.start :].split("，")[0]
        return f"{whom}：{benefit}"[:LONGEST_TITLE].removeprefix("：")

    @property
    def activities(self) -> dict[Activity, Quote]:
        """The activities that everyday phrases find in the clause, with those words."""
        return activities_in(self.drafted.clause)

    @property
    def parts(self) -> tuple[str, str, str]:
        """The article's text before the clause, the clause, and behind it."""
        clause, text = self.drafted.clause, self.article.text
        return text[: clause.start], clause.quote, text[clause.end :]


def _head(drafted: DraftedMeasure) -> str:
    """Those it is given to, in few words: of 对首次认定的高新技术企业 the last, else the first kind named."""
    for condition in drafted.conditions:
        head = condition.quote.rpartition("的")[2]
        if condition.quote.startswith("对") and 2 <= len(head) <= LONGEST_HEAD:
            return head.removeprefix("对")
    return drafted.beneficiaries[0].words.quote if drafted.beneficiaries else ""


def activities_in(clause: Quote) -> dict[Activity, Quote]:
    folded = fold(clause.quote)
    if len(folded) != len(clause.quote):  # places in the folded words are those of the clause only then
        return {}
    assert clause.start is not None
    activities: dict[Activity, Quote] = {}
    for phrase in phrase_book().phrases_in(folded, range(len(folded) + 1)):
        words = clause.quote[phrase.start : phrase.end]
        start = clause.start + phrase.start
        for code in phrase.values("activity"):
            activities.setdefault(Activity(code), Quote(words, start, start + len(words)))
    return activities


def waiting_in(policy: Policy) -> list[Proposal]:
    """The proposals of one policy that nobody has decided on, in the order of its text."""
    articles = Article.objects.of_policy(policy).for_reading().in_order()
    return list(_undecided_proposals(articles))


def waiting_counts(policies: Iterable[Policy]) -> dict[int, int]:
    """How many proposals wait in each policy, by its id."""
    counts: dict[int, int] = defaultdict(int)
    for proposal in _undecided_proposals(
        Article.objects.of_policies([policy.pk for policy in policies]).for_reading()
    ):
        counts[proposal.article.policy_id] += 1
    return counts


def find_waiting(policy: Policy, key: str) -> Proposal | None:
    return next((proposal for proposal in waiting_in(policy) if proposal.key == key), None)


def _undecided_proposals(articles: Iterable[Article]) -> Iterator[Proposal]:
    articles = list(articles)
    words_by_article = _decided_words(articles)
    for article in articles:
        for drafted in drafted_measures(article.text):
            if not any(_overlaps(drafted, words) for words in words_by_article[article.pk]):
                yield Proposal(article, drafted)


def _decided_words(articles: Iterable[Article]) -> dict[int, list[str]]:
    """By article the words that measures quote or editors have rejected."""
    words_by_article: dict[int, list[str]] = defaultdict(list)
    ids = [article.pk for article in articles]
    for article, quote in MeasureQuote.objects.of_articles(ids).values_list("measure__article", "quote"):
        words_by_article[article].append(quote)
    for article, quote in RejectedDraft.objects.of_articles(ids).values_list("article", "quote"):
        words_by_article[article].append(quote)
    return words_by_article


def _overlaps(drafted: DraftedMeasure, words: str) -> bool:
    """Whether decided words are those of the clause, or a part of either."""
    return words in drafted.clause.quote or drafted.clause.quote in words
