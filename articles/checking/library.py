"""What the library holds of the words of a draft: articles that may hold them, and earlier versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articles.checking.judging.word_comparison import CountedLetters
from articles.models import Article, PolicyVersion
from articles.search import articles_that_may_hold
from articles.text.citing.places.article_citations import Citation, article_address
from articles.text.numbers.dates import written_date
from articles.text.wording.characters.folding import fold

#: Letters of a probe, and how many probes words have at most.
_PROBE, _MOST_PROBES = 12, 6
#: An article is looked at for words if so many at most may hold a probe; of these the best.
_MOST_OF_PROBE, _BEST = 400, 6
#: Words that are looked up in one draft.
_MOST_LOOKED_UP = 400


def articles_holding(quoted: Sequence[tuple[CountedLetters, Iterable[int]]]) -> list[list[Article]]:
    """For each pair of words and policies (ids) the articles that may hold the words, the best first.

    Articles of the policies come before all others. Two statements for all pairs.
    """
    looked_up = quoted[:_MOST_LOOKED_UP]
    probes = [_probes(words) for words, _ in looked_up]
    first_policies: dict[str, set[int]] = defaultdict(set)
    for word_probes, (_, policies) in zip(probes, looked_up, strict=True):
        for probe in word_probes:
            first_policies[probe].update(policies)
    holders = articles_that_may_hold(first_policies, most=_MOST_OF_PROBE)
    chosen_ids = [
        _best_articles([holders.get(probe, ()) for probe in word_probes], set(policies))
        for word_probes, (_, policies) in zip(probes, looked_up, strict=True)
    ]
    articles = _articles_by_id({pk for ids in chosen_ids for pk in ids})
    articles_by_words = [[articles[pk] for pk in ids if pk in articles] for ids in chosen_ids]
    return articles_by_words + [[] for _ in quoted[len(articles_by_words) :]]


def _best_articles(holding: Sequence[Iterable[tuple[int, int]]], first_policies: set[int]) -> list[int]:
    """The articles (ids) that hold most probes: some of `first_policies`, then some of others."""
    counts = Counter(article for articles in holding for article in articles)
    ordered = sorted(counts, key=lambda article: (-counts[article], article))
    own = [pk for pk, policy in ordered if policy in first_policies]
    others = [pk for pk, policy in ordered if policy not in first_policies]
    return own[:_BEST] + others[:_BEST]


def _articles_by_id(ids: set[int]) -> dict[int, Article]:
    if not ids:
        return {}
    return {row.pk: row for row in Article.objects.published().with_ids(ids).select_related("policy")}


def _probes(words: CountedLetters) -> list[str]:
    """Stretches of the words, spread over them: one change of the words spoils one or two."""
    letters = fold(words.letters)
    if len(letters) <= _PROBE:
        return [letters]
    step = max(_PROBE // 2, (len(letters) - _PROBE) // (_MOST_PROBES - 1))
    last = len(letters) - _PROBE
    return [letters[at : at + _PROBE] for at in (*range(0, last, step), last)][-_MOST_PROBES:]


@dataclass(frozen=True)
class EarlierText:
    """A version of a policy that is not the present one: its units by address."""

    made_on: date | None
    effective_on: date | None
    units: Mapping[str, Mapping[str, str]]

    def text_at(self, place: Citation) -> str:
        if place.article is None:
            return ""
        unit = self.units.get(article_address(place.article, place.suffix))
        return unit["text"] if unit else ""

    @property
    def name(self) -> str:
        return f"{written_date(self.made_on)}的文本" if self.made_on else "日期不详的文本"


def earlier_texts(policies: Iterable[int]) -> Mapping[int, list[EarlierText]]:
    """The versions that readers may see of some policies (ids)."""
    versions: dict[int, list[EarlierText]] = defaultdict(list)
    ids = list(policies)
    for row in PolicyVersion.objects.held().of_policies(ids) if ids else ():
        units = {unit["address"]: unit for unit in row.snapshot["units"]}
        versions[row.policy_id].append(EarlierText(row.made_on, row.effective_on, units))
    return versions
