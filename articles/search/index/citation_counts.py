"""How often policies are cited by others: a policy that many documents cite is more often asked about.

The count covers the whole knowledge base, so it is not part of an article's row. It is taken anew when the
index is compacted; an edit in between changes no other article's place by it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from django.db import connection, transaction

from articles.models import CitationCount, IndexedArticle, Policy
from articles.models.postgres.content_versions import version_of
from articles.text.citing.naming.titles import title_key

_NAMED = """
SELECT DISTINCT policy, named[1]
FROM articles_indexedarticle, regexp_matches(folded, '《([^《》]{2,200})》', 'g') AS named
"""


@dataclass(frozen=True, eq=False)
class Citedness:
    """Numbers of citing policies, by policy; `number` is that of the row they come from."""

    number: int
    policies: np.ndarray
    citing: np.ndarray
    _of_segments: dict[int, np.ndarray] = field(default_factory=dict)

    def of(self, policies: np.ndarray) -> np.ndarray:
        """For each of `policies` the logarithm of one more than the number of those that cite it."""
        if not len(self.policies):
            return np.zeros(len(policies), "f4")
        places = np.minimum(np.searchsorted(self.policies, policies), len(self.policies) - 1)
        citing = np.where(self.policies[places] == policies, self.citing[places], 0)
        return np.log1p(citing).astype("f4")

    def of_segment(self, segment: int, policies: np.ndarray) -> np.ndarray:
        """The same, remembered: the policies of a segment never change."""
        logarithms = self._of_segments.get(segment)
        if logarithms is None and not len(self.policies):
            return self.of(policies)
        if logarithms is None:
            logarithms = self._of_segments[segment] = self.of(policies)
        return logarithms


#: Before anything has been counted.
UNCOUNTED = Citedness(0, np.array([], "<i8"), np.array([], "<u4"))


@transaction.atomic
def recount_citations() -> None:
    """Count again if the rows of the index have changed since the last count."""
    state = counted_state()
    if CitationCount.objects.filter(state=state).exists():
        return
    policies, citing = count_citations()
    CitationCount.objects.all().delete()
    CitationCount.objects.create(state=state, policies=policies.tobytes(), citing=citing.tobytes())


def counted_state() -> str:
    """Identifies what a count depends on: the rows of the index, and the titles of policies."""
    return " ".join(map(str, version_of(IndexedArticle, Policy)))


def count_citations() -> tuple[np.ndarray, np.ndarray]:
    """The ids of the policies that others cite as 《title》, ascending, and by how many each is cited."""
    policies_by_title: dict[str, list[int]] = defaultdict(list)
    for key, policy in Policy.objects.values_list("title_key", "pk"):
        policies_by_title[key].append(policy)
    citing_by_policy: dict[int, set[int]] = defaultdict(set)
    for policy, title in _titles_in_texts():
        same_title = policies_by_title.get(title_key(title), ())
        if policy not in same_title:  # what a policy or another version of it says of itself does not count
            for cited_policy in same_title:
                citing_by_policy[cited_policy].add(policy)
    cited_policies = sorted(citing_by_policy)
    counts = [len(citing_by_policy[policy]) for policy in cited_policies]
    return np.array(cited_policies, "<i8"), np.array(counts, "<u4")


def _titles_in_texts() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMED)
        return list(cursor.fetchall())
