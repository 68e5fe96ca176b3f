"""Query analysis: what a reader typed, cleaned, parsed for operators, cut into words and expanded."""

from __future__ import annotations

import unicodedata
from collections import ChainMap
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

from articles.models import Policy, SearchConfiguration
from articles.models.postgres.content_versions import remembered
from articles.reading.citation_resolution import Resolution, resolve, resolve_embedded
from articles.reading.names.policy_names import full_names_by_other, title_abbreviated
from articles.search.queries.cited_articles import articles_cited_by
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.everyday_questions import questions_like
from articles.search.queries.expressions import Expression, QueryTerms
from articles.search.queries.regions import NamedRegion, RegionPreference, regions_in, without_regions
from articles.search.queries.whole_words import whole_words
from articles.search.settings.configuration import configuration
from articles.text.citing.places.article_citations import Citation, parse_citation, parse_typed_citation
from articles.text.numbers.number_spellings import number_spellings
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.grams import grams
from articles.text.wording.characters.simplified import simplify
from articles.text.wording.characters.typed_spaces import keep_spaces, typed_edges
from articles.text.wording.query_syntax import FILTERS, parse_query
from articles.text.wording.synonym_tables.several_parts import beside_each_other
from articles.text.wording.synonym_tables.synonyms import Synonym
from articles.text.wording.tokens import Word, maximum_matches

#: Characters of a query that are read; a pasted page is searched by its beginning, and the reader is told.
LONGEST_QUERY = 500


@dataclass(frozen=True)
class Query:
    """A query: `text` as cleaned, `literal` its words folded for exact comparison, `words` as cut.

    `phrases` have to be held letter by letter, `excluded` must not be; both are folded. `simplified` is the
    text in simplified characters where it was typed in traditional ones, else empty. `filters` are names of
    `articles.text.wording.query_syntax.FILTERS` with their values as written. `expansions` are the
    everyday words that are looked for in the wording of policies as well. `policy` is the only one that is
    searched: its own synonyms and all everyday questions like the query count. Where several are searched,
    synonyms of a policy (`own_expansions`) only find its articles and raise none of them. 第25条 is one of
    `context`: the policy that is searched, or on whose page it was typed. `regions` are those that the query
    names beside its phrases, where there are several policies.
    """

    text: str
    literal: str
    words: tuple[Word, ...]
    is_truncated: bool = False
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    simplified: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    expansions: tuple[Synonym, ...] = ()
    own_expansions: tuple[tuple[int, Synonym], ...] = ()
    policy: Policy | None = None
    context: Policy | None = None
    regions: tuple[NamedRegion, ...] = ()
    #: What other apps have made of the query, by keys of their own: it is asked for more than once.
    derived: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def plain(self) -> str:
        """The text in simplified characters."""
        return self.simplified or self.text

    @cached_property
    def region_words(self) -> frozenset[str]:
        """The words that name a region: documents of the whole country lack them and answer all the same."""
        names = "\n".join(written for region in self.regions for written in region.all_written)
        return frozenset(word.text for word in self.words if word.text in names)

    @cached_property
    def citation(self) -> Citation | None:
        """What the query cites, where the whole of it is a citation."""
        return parse_citation(self.plain)

    @cached_property
    def resolution(self) -> Resolution | None:
        """What the whole query cites, or why there is nothing of the kind; None where it is no citation."""
        return resolve(self.citation, within=self.context) if self.citation else None

    @cached_property
    def typed_citation(self) -> Citation | None:
        """What the query cites, also a number alone behind a title, which may be words as well."""
        return self.citation or parse_typed_citation(self.plain)

    @cached_property
    def typed_resolution(self) -> Resolution | None:
        """What `typed_citation` leads to, or why there is nothing of the kind; None where there is none."""
        if self.citation or not self.typed_citation:
            return self.resolution
        return resolve(self.typed_citation, within=self.context)

    @cached_property
    def embedded_resolution(self) -> Resolution | None:
        """The article or articles that the query names among other words; None where it names none."""
        return resolve_embedded(self.plain, within=self.context)

    @property
    def meanings(self) -> tuple[Synonym, ...]:
        """The expansions by other words: without numbers in another spelling and names in full."""
        return tuple(
            synonym for synonym in self.expansions if synonym.basis not in (OTHER_SPELLING, OTHER_NAME)
        )

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Everything to look up in the index: the words and what they are made of."""
        return tuple(dict.fromkeys(term for word in self.words for term in (word.text, *word.parts)))

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """What is marked in a text: the terms, the query and the phrases, and the wording of expansions."""
        synonym_words = (part for synonym in self.expansions for words in synonym.means for part in words)
        return tuple(dict.fromkeys(filter(None, (*self.terms, self.literal, *self.phrases, *synonym_words))))

    @property
    def filters_shown(self) -> tuple[tuple[str, str], ...]:
        """The filters by the names that readers use."""
        names = {name: label for label, name in reversed(FILTERS.items())}
        return tuple((names[name], value) for name, value in self.filters)

    @cached_property
    def weighted_terms(self) -> QueryTerms:
        typed, region_words = self._without_regions()
        similar = {
            **questions_like(self.literal, is_beyond=self.policy is None),
            **articles_cited_by(self.expansions),
        }
        general_expressions = _expressions(self.expansions)
        policy_expressions = (
            replace(expression, weight=0.0, policy=policy)
            for policy, synonym in self.own_expansions
            for expression in _expressions((synonym,))
        )
        return QueryTerms(
            (typed, *general_expressions, *policy_expressions),
            similar,
            region_words,
            RegionPreference(self.regions),
        )

    def _without_regions(self) -> tuple[Expression, tuple[Word, ...]]:
        """What is asked, and the words that name a region; a query of nothing else asks for them."""
        asked_words = tuple(word for word in self.words if word.text not in self.region_words)
        if not asked_words:
            return Expression(self.literal, self.words), ()
        naming_words = tuple(word for word in self.words if word not in asked_words)
        return Expression(without_regions(self.literal, self.regions), asked_words), naming_words


def analyse_query(
    text: str, *, expand: bool = True, within: Policy | None = None, context: Policy | None = None
) -> Query:
    """Clean, parse and cut a raw query; it may be anything, also control characters or a whole page.

    `expand` False leaves everyday words as they are. `within` is the policy that is searched, None for all;
    `context` the one on whose page it was typed, where that is another.
    """
    policy = within or only_policy()
    cleaned = " ".join(_without_controls(text).split())
    shortened = cleaned[:LONGEST_QUERY]
    simplified = simplify(shortened)
    parsed = parse_query(simplified)
    phrases = tuple(map(fold, parsed.phrases))
    literal = fold(" ".join(filter(None, [parsed.words, *parsed.phrases])))
    spaced = _fold_with_spaces(parsed.words)
    return Query(
        text=shortened,
        literal=literal,
        words=tuple(_words(" ".join(filter(None, [spaced, *phrases])))),
        is_truncated=len(cleaned) > LONGEST_QUERY,
        phrases=phrases,
        excluded=tuple(filter(None, map(fold, parsed.excluded))),
        filters=parsed.filters,
        simplified=simplified if simplified != shortened else "",
        expansions=tuple(_query_synonyms(spaced, policy)) if expand else (),
        own_expansions=tuple(_policy_synonyms(spaced)) if expand and not policy else (),
        policy=policy,
        context=context or policy,
        regions=() if only_policy() else regions_in(fold(parsed.words)),
    )


def _fold_with_spaces(words: str) -> str:
    """The folded words, with the spaces that words found in them would run over: 断缴 社保, not 缴社保."""
    folded, edges = fold(words), typed_edges(words)
    if not edges:
        return folded
    everyday_words = _matched_words(folded, configuration().synonyms_by_scope[""])
    starts = ((folded.index(word), len(word)) for word in everyday_words)
    everyday_spans = ((start, start + length) for start, length in starts)
    token_spans = pairwise(sorted(tokenizer().boundaries(folded)))
    return keep_spaces(folded, edges, chain(token_spans, everyday_spans))


def _words(folded: str) -> Iterator[Word]:
    """The distinct words of a query; question phrases and everyday words are tokenized separately."""
    edges = [0, *sorted(_question_edges(folded) | _everyday_edges(folded)), len(folded)]
    pieces = (folded[start:end] for start, end in pairwise(edges))
    yield from dict.fromkeys(word for piece in pieces for word in tokenizer().words(piece))


def _question_edges(folded: str) -> set[int]:
    """Where phrases of the table that ask begin and end: 酒驾|罚多少|, which jieba cuts 酒|驾罚|多少.

    None that begins or ends in a word of everyday writing: 处罚|多少.
    """
    phrase_spans = [phrase.span() for phrase in configuration().question_phrases.finditer(folded)]
    if not phrase_spans:
        return set()
    boundaries = sorted(tokenizer().boundaries(folded))
    known_words = [span for span in pairwise(boundaries) if tokenizer().knows(folded[slice(*span)])]
    return {
        edge for span in phrase_spans if not any(_cuts(span, word) for word in known_words) for edge in span
    }


def _everyday_edges(folded: str) -> set[int]:
    """Where everyday words begin and end inside what the tokenizer only guesses to be a word: 失业金|能领,
    which jieba cuts 失业|金能领."""
    if tokenizer().possible_boundaries(folded) == tokenizer().boundaries(folded):
        return set()
    everyday_words = _matched_words(folded, configuration().synonyms_by_scope[""])
    starts = ((folded.index(word), len(word)) for word in everyday_words)
    return {edge for start, length in starts for edge in (start, start + length)}


def _cuts(phrase: tuple[int, int], word: tuple[int, int]) -> bool:
    return any(word[0] < edge < word[1] for edge in phrase)


@remembered(Policy)
def only_policy() -> Policy | None:
    """The only published policy; None where there are several, or none."""
    policies = list(Policy.objects.published()[:2])
    return policies[0] if len(policies) == 1 else None


def _query_synonyms(folded: str, policy: Policy | None) -> Iterator[Synonym]:
    """The synonyms whose word stands in the query, the longest at each place, none inside a longer word; the
    names of laws in full for short ones; and its numbers as others write them."""
    by_scope = configuration().synonyms_by_scope
    scopes = [scope for scope, pk in policies_of_scopes().items() if policy and pk == policy.pk]
    synonyms = list(_synonyms_in(folded, ChainMap(*(by_scope[scope] for scope in (*scopes, "")))))
    yield from synonyms
    known_meanings = {synonym.means for synonym in synonyms}
    others = _several_part_synonyms(folded, (*scopes, ""))
    yield from (synonym for synonym in others if synonym.means not in known_meanings)
    for name in _matched_words(folded, full_names_by_other()):
        yield Synonym(name, ((full_names_by_other()[name],),), weight=_NAME_WEIGHT, basis=OTHER_NAME)
    for name in folded.split()[:_MOST_NAMES]:
        if title := title_abbreviated(name):
            yield Synonym(name, ((title,),), weight=_NAME_WEIGHT, basis=OTHER_NAME)
    for number in number_spellings(folded):
        means = tuple((other,) for other in number.others)
        yield Synonym(number.written, means, weight=1.0, basis=OTHER_SPELLING)


def _policy_synonyms(folded: str) -> Iterator[tuple[int, Synonym]]:
    """The synonyms of single policies whose word stands in the query, each with its policy (id)."""
    by_scope = configuration().synonyms_by_scope
    for scope, policy in policies_of_scopes().items():
        synonyms = chain(
            _synonyms_in(folded, by_scope.get(scope, {})), _several_part_synonyms(folded, (scope,))
        )
        yield from ((policy, synonym) for synonym in synonyms)


def _synonyms_in(folded: str, synonyms: Mapping[str, Synonym]) -> Iterator[Synonym]:
    """The synonyms whose word stands in the query; none inside a longer word of the tokenizer or of
    `whole_words` (学分银行)."""
    words = list(_matched_words(folded, synonyms))
    if words:
        words = list(_matched_words(folded, _Either(synonyms, whole_words())))
    yield from (synonyms[word] for word in words if word in synonyms)


@dataclass(frozen=True)
class _Either:
    """The words of two vocabularies together, without copying them."""

    synonyms: Container[str]
    whole_words: Container[str]

    def __contains__(self, word: object) -> bool:
        return word in self.synonyms or word in self.whole_words


def _several_part_synonyms(folded: str, scopes: Iterable[str]) -> Iterator[Synonym]:
    """The synonyms of these scopes that have several parts (辞退…赔), all of which stand in the query."""
    by_scope = configuration().several_parts_by_scope
    tables = [by_scope[scope] for scope in scopes if scope in by_scope]
    synonyms = [synonym for table in tables for synonym in table.held_by(folded)]
    if synonyms:
        edges = tokenizer().possible_boundaries(folded) | _question_edges(folded)
        yield from beside_each_other(synonyms, folded, edges)


def _matched_words(folded: str, words: Container[str]) -> Iterator[str]:
    boundaries = tokenizer().possible_boundaries(folded) | _question_edges(folded)
    return maximum_matches(folded, words, boundaries=boundaries, longest=_LONGEST_WORD)


@remembered(Policy, SearchConfiguration, most=2)
def _policies_by_name(names: tuple[str, ...]) -> Mapping[str, int]:
    published = Policy.objects.published()
    by_name = {name: published.called_by(name).values_list("pk", flat=True).first() for name in names}
    return {name: pk for name, pk in by_name.items() if pk is not None}


def policies_of_scopes() -> Mapping[str, int]:
    """The policies (ids) that synonyms are limited to, by the names that the table has for them."""
    return _policies_by_name(tuple(filter(None, configuration().synonyms_by_scope)))


_LONGEST_WORD = 12
#: Words of a query that may each be the abbreviated name of a document.
_MOST_NAMES = 3
#: The basis of a number in another spelling.
OTHER_SPELLING = "数字的另一种写法"
#: The basis and the weight of a law's name in full for its short name.
OTHER_NAME, _NAME_WEIGHT = "名称的简称", 0.5


def _expressions(synonyms: tuple[Synonym, ...]) -> Iterator[Expression]:
    for synonym in synonyms:
        for parts in synonym.means:
            words = tuple(word for part in parts for word in tokenizer().words(part))
            literal = " ".join(parts)
            yield Expression(literal, words, synonym.weight * _share_of_grams(synonym, literal), synonym.word)


def _share_of_grams(synonym: Synonym, literal: str) -> float:
    """A number counts as much as it was typed: 百分之十五 has twice the pairs of characters of 15%."""
    if synonym.basis != OTHER_SPELLING:
        return 1.0
    return min(1.0, len(grams(synonym.word)) / max(len(grams(literal)), 1))


def _without_controls(text: str) -> str:
    # Control (Cc), format (Cf) and surrogate (Cs) characters stand for nothing a text holds.
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character for character in text
    )
