"""The rows that an editor's typed words name, public or not: for the lists and pickers of the administration.

A citation names its article in every policy that it can mean (第二十五条, 民法典 577); a name is a title, a
document number, an alias, or its pinyin.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TypeVar

from django.db import models
from django.db.models import Q

from articles.models import Alias, Article, Division, Entity, NameStart, Policy
from articles.models.entities.entity_queries import EntityQuerySet
from articles.models.search.words import NameKind
from articles.reading.names.policy_names import full_name
from articles.text.citing.naming.document_numbers import document_number_key, endings_alike
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import Citation, parse_citation, parse_typed_citation
from articles.text.numbers.numerals import HIGHEST
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.pinyin import plain_letters
from articles.text.wording.characters.simplified import simplify

_FEWEST_LETTERS = 2
_NONE = Q(pk__in=[])

R = TypeVar("R", bound=models.Model)


def policies_matching(rows: models.QuerySet[Policy], typed: str) -> models.QuerySet[Policy]:
    """Policies by title, document number, other name or pinyin; the exact name alone where there is one."""
    conditions = [
        _title_condition("title_key", word)
        | Q(document_number_key__contains=word.replace("[", "〔").replace("]", "〕"))
        for word in _folded_words(typed)
    ]
    part = reduce(and_, conditions, Q()) | Q(pk__in=_ids_by_sound(typed, NameKind.POLICY, "policy"))
    return _rows_of_first_match(rows, _exact_condition(typed), part)


def _exact_condition(typed: str) -> Q:
    """The policies with exactly this title, number, address or other name; none for 《》."""
    key = title_key(typed)
    if not key:
        return _NONE
    number = document_number_key(typed) or key
    exact = Q(title_key__in={key, full_name(key)}) | Q(document_number_key=number) | Q(slug=typed.strip())
    documents = Entity.objects.filter(Q(name_key=key) | Q(pk__in=_entities_with_alias(Q(name_key=key))))
    return exact | Q(pk__in=documents.filter(policy__isnull=False).values("policy"))


def entities_named(rows: EntityQuerySet, typed: str) -> EntityQuerySet:
    """Entities by name, alias, pinyin, address or the policy that is their full text."""
    conditions = [
        Q(name_key__contains=word)
        | _title_condition("name_key", word)
        | Q(pk__in=_entities_with_alias(Q(name_key__contains=word)))
        | _title_condition("policy__title_key", word)
        for word in _folded_words(typed)
    ]
    sounding = Q(pk__in=_ids_by_sound(typed, NameKind.ENTITY, "entity"))
    return rows.filter(reduce(and_, conditions, Q()) | Q(slug=typed.strip()) | sounding)


def divisions_named(rows: models.QuerySet[Division], typed: str) -> models.QuerySet[Division]:
    """第六章, 国家产业技术政策 第六章, words of a title or of the policy's."""
    citation = _parsed_citation(typed)
    if citation and citation.chapter is not None:
        return _within_cited_documents(rows.filter(number=min(citation.chapter, HIGHEST)), citation)
    conditions = [
        Q(title_first__contains=word) | Q(title_second__contains=word) | Q(policy__title_key__contains=word)
        for word in _folded_words(typed)
    ]
    return rows.filter(reduce(and_, conditions, Q()))


def articles_cited(typed: str) -> models.QuerySet[Article] | None:
    """The articles that a typed citation can mean; None where it is none, or no article is what it says."""
    citation = _parsed_citation(typed)
    place = _place_condition(citation) if citation else None
    if citation is None or place is None:
        return None
    rows = _within_cited_documents(Article.objects.filter(place), citation)
    return rows if rows.exists() else None


def articles_with_words(rows: models.QuerySet[Article], typed: str) -> models.QuerySet[Article]:
    """Articles each word of which stands in their text, heading, or in the name of their policy."""
    conditions = [
        Q(indexed__folded__contains=word)
        | Q(short_title__contains=word)
        | Q(policy__in=Policy.objects.filter(_title_condition("title_key", word)).values("pk"))
        for word in _folded_words(typed)
    ]
    sounding = Q(pk__in=_ids_by_sound(typed, NameKind.HEADING, "article"))
    return rows.filter(reduce(and_, conditions, Q()) | sounding)


def rows_at(rows: models.QuerySet[R], path: str, articles: models.QuerySet[Article]) -> models.QuerySet[R]:
    """The rows whose article, at the end of `path`, is one of these ("" for articles themselves)."""
    return rows.filter(**{f"{path or 'pk'}__in": articles.values("pk")})


def _parsed_citation(typed: str) -> Citation | None:
    return parse_citation(typed) or parse_typed_citation(typed)


def _place_condition(citation: Citation) -> Q | None:
    """The condition that selects the articles that the citation means; None for a whole document."""
    if citation.article is not None:
        number, last = min(citation.article, HIGHEST), min(citation.last or citation.article, HIGHEST)
        numbered = (
            Q(number=number, suffix=citation.suffix) if last == number else Q(number__range=(number, last))
        )
        return numbered & Q(parent=None)
    if citation.steps:
        path = ".".join(str(step.number) for step in citation.steps)
        return Q(address=path) | Q(address__endswith=f".{path}")
    if citation.chapter is not None:
        chapters = Division.objects.chapters().filter(number=min(citation.chapter, HIGHEST))
        return Q(division__in=chapters) | Q(division__parent__in=chapters)
    return None


def _within_cited_documents(rows: models.QuerySet[R], citation: Citation) -> models.QuerySet[R]:
    """Those of the documents that the citation names; all where it names none."""
    name = citation.document_number or citation.title
    if citation.number_ending:
        endings = endings_alike(citation.number_ending)
        return rows.filter(policy__in=Policy.objects.numbers_ending_with(*endings).values("pk"))
    return (
        rows.filter(policy__in=policies_matching(Policy.objects.all(), name).values("pk")) if name else rows
    )


def _rows_of_first_match(rows: models.QuerySet[R], *conditions: Q) -> models.QuerySet[R]:
    """The rows of the first condition that any row meets."""
    *earlier, last = conditions
    selections = (rows.filter(condition) for condition in earlier)
    return next((selection for selection in selections if selection.exists()), rows.filter(last))


def _folded_words(typed: str) -> list[str]:
    """Folded one by one, as folding closes the gaps between Chinese words."""
    return [fold(word) for word in simplify(typed.replace("\0", " ")).split()]


def _title_condition(field: str, word: str) -> Q:
    """Titles with a word; none for 《》, whose empty key every title would contain."""
    key = title_key(word)
    return Q(**{f"{field}__contains": key}) if key else _NONE


def _entities_with_alias(condition: Q) -> models.QuerySet:
    return Alias.objects.filter(condition).values("entity")


def _ids_by_sound(typed: str, kind: NameKind, field: str) -> models.QuerySet:
    """Ids of the rows with a public name whose pinyin begins with these letters."""
    letters = plain_letters(fold(typed)).replace(" ", "")
    starts = NameStart.objects.of_kind(kind)
    if not (letters.isascii() and letters.isalpha() and len(letters) >= _FEWEST_LETTERS):
        return starts.none().values(field)
    spelt = Q(sounds__startswith=letters) | Q(initials__startswith=letters)
    return starts.filter(spelt).values(field)
