"""What stands above the results where a citation or a name leads nowhere: that it is not stored, that there
is no such article, or the documents that have nearly that name."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from articles.models.policies.policy_choices import DocumentKind
from articles.reading.citation_resolution import Ambiguous
from articles.reading.names.documents_not_held import MissingDocument
from articles.reading.places.place_resolution import Resolved, Unresolved
from articles.search.results.result_sources import OtherHit, ResultType
from articles.text.citing.naming.titles import in_title_marks

_OFFERED = "您是不是要找"
_MOST_OFFERED = 3
#: Of documents that share the cited name, so many: each may be the one.
_MOST_CHOICES = 5


def unresolved_hits(unresolved: Unresolved | Ambiguous, cited: str) -> list[OtherHit]:
    """The notices for what a query cites, above all others."""
    if isinstance(unresolved, Ambiguous):
        places = [place for _, place in unresolved.choices if isinstance(place, Resolved)]
        return [near_hit(place) for place in places[:_MOST_CHOICES]]
    if unresolved.missing:
        return [missing_hit(unresolved.missing)]
    if unresolved.is_nearly_named:
        return [near_hit(place) for place in unresolved.nearest[:_MOST_OFFERED]]
    summary = f"{unresolved.reason.replace('知识库中', '本库', 1)}。"
    if unresolved.policy is None:
        return [_notice(cited, summary, reverse("articles:policies"), label="未收录的文件")]
    nearest = next((place.url for place in unresolved.nearest), unresolved.policy.get_absolute_url())
    return [_notice(cited, summary, nearest, label="没有这一条")]


def missing_hit(missing: MissingDocument) -> OtherHit:
    """That a document which is named is not stored."""
    summary = f"本库没有收录{in_title_marks(missing.name)}的全文"
    if missing.successor:
        since = f"自{missing.date}起" if missing.date else ""
        summary += f"；它已{since}由{in_title_marks(missing.successor)}取代（{missing.source}）"
    url = missing.policy.get_absolute_url() if missing.policy else reverse("articles:policies")
    return _notice(missing.name, f"{summary}。", url, label="未收录的文件")


def unknown_fact_hit(fact: str) -> OtherHit:
    """That no document is known of which a fact is true: 2019年3月15日通过, 令第724号."""
    summary = f"没有查到“{fact}”的文件；有些文件收录时没有载明日期、文号，也可以用名称查找。"
    return _notice(fact, summary, reverse("articles:policies"), label="未收录的文件")


def near_hit(place: Resolved, hit: OtherHit | None = None) -> OtherHit:
    """A document of nearly the name that was asked for, or the place in it that was cited."""
    original = hit or _notice(place.full_name, "", place.url, label=DocumentKind(place.policy.kind).label)
    return replace(
        original, label=f"{_OFFERED} · {original.label}", policy=place.policy.slug, stands_above=True
    )


def _notice(name: str, summary: str, url: str, *, label: str) -> OtherHit:
    return OtherHit(
        type=ResultType.POLICY,
        name=name,
        summary=summary,
        url=url,
        score=1.0,
        label=label,
        stands_above=True,
    )
