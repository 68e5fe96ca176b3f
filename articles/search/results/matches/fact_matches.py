"""Policies that a query describes by facts: 2021年8月20日通过, 722号令, 财政部 2009年; 国务院 2019 价格."""

from __future__ import annotations

import re

from articles.models import Policy
from articles.models.policies.policy_queries import PolicyQuerySet
from articles.reading.citation_resolution import not_stored
from articles.reading.names.issuing_bodies import names_of_body
from articles.reading.names.policy_names import policies_numbered
from articles.search.queries.analysis import Query
from articles.search.results.matches.name_matches import policy_hit
from articles.search.results.matches.unresolved_hits import unknown_fact_hit, unresolved_hits
from articles.search.results.result_sources import OtherHit
from articles.text.citing.naming.document_facts import DocumentFacts, document_facts
from articles.text.citing.naming.document_numbers import leading_document_number
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import Citation

_MOST = 20
_HAS_WORDS = re.compile(r"[\u3400-\u9fff]{2}(?!.*第?[\d一二三四五六七八九十百]+条)")


def find_by_facts(query: Query) -> list[OtherHit]:
    """The published policies of which these facts are true, the newest first; they stand above articles. A
    notice says so where no policy has the day or the number of an order."""
    text = query.plain
    facts = document_facts(text)
    if query.filters:
        return []
    if facts is None:
        return _hits_by_number(text, query)
    policies = _policies_with_facts(facts, query).featured_then_newest().for_results()[:_MOST]
    hits = [policy_hit(policy, query, 1.0, stands_above=True) for policy in policies]
    is_reported = (facts.day and facts.event) or (facts.serial and facts.is_order)
    return hits or ([unknown_fact_hit(text)] if is_reported else [])


def _hits_by_number(text: str, query: Query) -> list[OtherHit]:
    """The policies of a number with words behind it (国务院令第586号 工伤), or a notice that none has it.

    For a number alone, those that give the issuing body another name in it: 市场监管总局令第43号.
    """
    number_and_rest = leading_document_number(text) if "号" in text else None
    if number_and_rest is None:
        return []
    number, rest = number_and_rest
    if not rest:
        policies = policies_numbered(number)
        otherwise_named = [policy for policy in policies if policy.document_number_key != number]
        return [policy_hit(policy, query, 1.0, stands_above=True) for policy in otherwise_named[:_MOST]]
    if not _HAS_WORDS.match(rest):
        return []
    policies = policies_numbered(number)[:_MOST]
    if not policies:
        return unresolved_hits(not_stored(Citation(document_number=number)), number)
    return [policy_hit(policy, query, 1.0, stands_above=True) for policy in policies]


def _issuer_names(issuer: str, query: Query) -> list[str]:
    """The names of a body, and those that its everyday name in the query stands for: 最高法."""
    wordings = (synonym.means for synonym in query.meanings if synonym.word == issuer)
    return [*names_of_body(issuer), *(name for means in wordings for names in means for name in names)]


def _policies_with_facts(facts: DocumentFacts, query: Query) -> PolicyQuerySet:
    published = Policy.objects.published()
    if facts.day:
        dated = published.dated_on(facts.day, event=facts.event)
        issued = dated.issued_by_any(names_of_body(facts.issuer)) if facts.issuer else dated
        return issued if issued.exists() else dated
    if facts.serial:
        return published.with_serial(facts.serial, is_order=facts.is_order)
    issued, year = published.issued_by_any(_issuer_names(facts.issuer, query)), facts.year or 0
    if facts.subject:
        return issued.of_year(year).with_title_holding(title_key(facts.subject))
    return issued.made_or_published_in(year)
