"""Policies that a query describes by facts: 2021年8月20日通过, 722号令, 财政部 2009年."""

from __future__ import annotations

from articles.models import Policy
from articles.models.policy_queries import PolicyQuerySet
from articles.reading.issuing_bodies import names_of_body
from articles.search.queries.analysis import Query
from articles.search.results.name_matches import policy_hit
from articles.search.results.result_sources import OtherHit
from articles.text.citing.document_facts import DocumentFacts, document_facts

_MOST = 20


def find_by_facts(query: Query) -> list[OtherHit]:
    """The published policies of which these facts are true, the newest first; they stand above articles."""
    facts = document_facts(query.simplified or query.text)
    if facts is None or query.filters:
        return []
    policies = _described(facts).latest_first().for_results()[:_MOST]
    return [policy_hit(policy, query, 1.0, stands_above=True) for policy in policies]


def _described(facts: DocumentFacts) -> PolicyQuerySet:
    published = Policy.objects.published()
    if facts.day:
        return published.dated_on(facts.day, event=facts.event)
    if facts.serial:
        return published.with_serial(facts.serial, is_order=facts.is_order)
    return published.issued_by_any(names_of_body(facts.issuer)).made_or_published_in(facts.year or 0)
