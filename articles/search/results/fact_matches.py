"""Policies that a query describes by facts: 2021年8月20日通过, 722号令, 财政部 2009年; 国务院 2019 价格."""

from __future__ import annotations

import re

from articles.models import Policy
from articles.models.policies.policy_queries import PolicyQuerySet
from articles.reading.citation_resolution import not_stored
from articles.reading.names.issuing_bodies import names_of_body
from articles.reading.names.policy_names import policies_numbered
from articles.search.queries.analysis import Query
from articles.search.results.name_matches import policy_hit
from articles.search.results.result_sources import OtherHit
from articles.search.results.unresolved_hits import unknown_fact_hit, unresolved_hits
from articles.text.citing.naming.document_facts import DocumentFacts, document_facts
from articles.text.citing.naming.document_numbers import leading_document_number
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import Citation

_MOST = 20
_HAS_WORDS = re.compile(r"[\u3400-\u9fff]{2}(?!.*第?[\d一二三四五六七八九十百]+条)")


def find_by_facts(query: Query) -> list[OtherHit]:
    """The published policies of which these facts are true, the newest first; they stand above articles. Of
    a day or an order that none has, it is said."""
    text = query.plain
    facts = document_facts(text)
    if query.filters:
        return []
    if facts is None:
        return _numbered(text, query)
    policies = _described(facts, query).latest_first().for_results()[:_MOST]
    hits = [policy_hit(policy, query, 1.0, stands_above=True) for policy in policies]
    is_told = (facts.day and facts.event) or (facts.serial and facts.is_order)
    return hits or ([unknown_fact_hit(text)] if is_told else [])


def _numbered(text: str, query: Query) -> list[OtherHit]:
    """The policies of a document number with words behind it (国务院令第586号 工伤), or that none has it.

    Of a number alone, those whose body is called otherwise in it: 市场监管总局令第43号.
    """
    numbered = leading_document_number(text) if "号" in text else None
    if numbered and not numbered[1]:
        called = [each for each in policies_numbered(numbered[0]) if each.document_number_key != numbered[0]]
        return [policy_hit(policy, query, 1.0, stands_above=True) for policy in called[:_MOST]]
    if numbered is None or not _HAS_WORDS.match(numbered[1]):
        return []
    policies = policies_numbered(numbered[0])[:_MOST]
    if not policies:
        return unresolved_hits(not_stored(Citation(document_number=numbered[0])), numbered[0])
    return [policy_hit(policy, query, 1.0, stands_above=True) for policy in policies]


def _names_of(issuer: str, query: Query) -> list[str]:
    """The names of a body, and those that its everyday name in the query stands for: 最高法."""
    said = (each.means for each in query.meanings if each.word == issuer)
    return [*names_of_body(issuer), *(name for means in said for together in means for name in together)]


def _described(facts: DocumentFacts, query: Query) -> PolicyQuerySet:
    published = Policy.objects.published()
    if facts.day:
        dated = published.dated_on(facts.day, event=facts.event)
        issued = dated.issued_by_any(names_of_body(facts.issuer)) if facts.issuer else dated
        return issued if issued.exists() else dated
    if facts.serial:
        return published.with_serial(facts.serial, is_order=facts.is_order)
    issued, year = published.issued_by_any(_names_of(facts.issuer, query)), facts.year or 0
    if facts.subject:
        return issued.of_year(year).with_title_holding(title_key(facts.subject))
    return issued.made_or_published_in(year)
