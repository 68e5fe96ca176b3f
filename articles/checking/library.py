"""What the library holds of the words of a draft: articles that may hold them, and earlier versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articles.checking.comparison import Words
from articles.models import Article, PolicyVersion
from articles.search import articles_that_may_hold
from articles.text.citing.article_citations import Citation, article_address
from articles.text.wording.folding import fold

#: Letters of a probe, and how many probes words have at most.
_PROBE, _MOST_PROBES = 12, 6
#: An article is looked at for words if so many at most may hold a probe; of these the best.
_MOST_OF_PROBE, _BEST = 400, 8
#: Words that are looked up in one draft.
_MOST_LOOKED_UP = 400


def articles_holding(quoted: Sequence[tuple[Words, Iterable[int]]]) -> list[list[Article]]:
    """For each of some words the articles that may hold them, the best first.

    Each comes with the policies (ids) whose articles count before all others. Two statements for all.
    """
    probes = [_probes(words) for words, _ in quoted[:_MOST_LOOKED_UP]]
    every = list(dict.fromkeys(probe for each in probes for probe in each))
    held = articles_that_may_hold(every, most=_MOST_OF_PROBE)
    counts = [Counter(pk for probe in each for pk in held.get(probe, ())) for each in probes]
    articles = _read({pk for each in counts for pk, _ in each.most_common(5 * _BEST)})
    found = []
    for count, (_, policies) in zip(counts, quoted, strict=False):
        first = set(policies)
        rows = [articles[pk] for pk in count if pk in articles]
        rows.sort(key=lambda row: (row.policy_id not in first, -count[row.pk], row.pk))
        found.append(rows[:_BEST])
    return found + [[] for _ in quoted[len(found) :]]


def _read(ids: set[int]) -> dict[int, Article]:
    if not ids:
        return {}
    return {row.pk: row for row in Article.objects.published().with_ids(ids).select_related("policy")}


def _probes(words: Words) -> list[str]:
    """Stretches of the words, spread over them: one change of the words spoils one or two."""
    letters = fold(words.letters)
    if len(letters) <= _PROBE:
        return [letters]
    step = max(_PROBE // 2, (len(letters) - _PROBE) // (_MOST_PROBES - 1))
    return [letters[at : at + _PROBE] for at in range(0, len(letters) - _PROBE + 1, step)][:_MOST_PROBES]


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
        return f"{self.made_on.isoformat()}的文本" if self.made_on else "日期不详的文本"


def earlier_texts(policies: Iterable[int]) -> Mapping[int, list[EarlierText]]:
    """The versions that readers may see of some policies (ids)."""
    found: dict[int, list[EarlierText]] = defaultdict(list)
    ids = list(policies)
    for row in PolicyVersion.objects.held().of_policies(ids) if ids else ():
        units = {unit["address"]: unit for unit in row.snapshot["units"]}
        found[row.policy_id].append(EarlierText(row.made_on, row.effective_on, units))
    return found
