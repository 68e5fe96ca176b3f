"""The one entry point of search: a query in, a page of results with exact marks and facets out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.core.paginator import Page, Paginator

from articles.models import Article, Policy
from articles.models.articles.article_reading import read_articles
from articles.models.postgres.content_versions import one_state
from articles.models.search.index import holding_literally, ids_holding
from articles.reading.citation_resolution import (
    Ambiguous,
    Resolution,
    Resolved,
    SeveralTargets,
    Unresolved,
)
from articles.search.answers import Answerer, AskedQuestion, configured_answerers
from articles.search.queries.analysis import Query, analyse_query
from articles.search.queries.question_words import question_words
from articles.search.results.document_groups import grouped, is_by_document
from articles.search.results.filters.choices import NO_CHOICES, Choices, Sort, WordScope
from articles.search.results.filters.facets import FACETS
from articles.search.results.filters.filter_masks import Narrowed
from articles.search.results.filters.query_filters import articles_left
from articles.search.results.hits import led_by, put_first, sorted_by
from articles.search.results.matches.front_matter_matches import find_citing
from articles.search.results.matches.matching import documents_first, matching, matching_others, outside
from articles.search.results.matches.named_chapters import in_named_chapters, in_named_documents
from articles.search.results.matches.near_documents import or_nearly_named
from articles.search.results.matches.unresolved_hits import unresolved_hits
from articles.search.results.page_items import MOST_LISTED, PAGE_SIZE, Entry, page_items
from articles.search.results.result_sources import (
    OtherHit,
    ResultSource,
    ResultType,
    configured_sources,
    found_by,
)
from articles.search.results.search_results import SearchResults
from articles.search.scoring.bm25f import Ranking, Scored, rank
from articles.search.scoring.listing import listed, with_best
from articles.search.scoring.literal_matches import may_occur
from articles.search.scoring.postings import IndexReader, IndexReading, read_parts
from articles.search.scoring.query_coverage import (
    QueryCoverage,
    coverage_of,
    explained_words,
    is_near_miss,
)
from articles.search.scoring.relevance import complete_matches, relevant
from articles.search.scoring.semantic import nearest, reranked
from articles.search.settings.configuration import using_configuration
from articles.search.spelling.correction import correction_of
from articles.text.wording.characters.folding import fold

#: Whether the results are near misses is decided by the texts of so many articles.
_JUDGED = 5
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class _SearchOptions:
    """The parameters of a search beside its text."""

    choices: Choices
    context: Policy | None
    sources: tuple[ResultSource, ...]
    page: int | str
    page_size: int
    expand: bool
    index: IndexReader


def search(  # noqa: PLR0913 - each of them stands for itself, and most are left out
    text: str | Query,
    *,
    choices: Choices = NO_CHOICES,
    context: Policy | None = None,
    sources: Iterable[ResultSource] | None = None,
    page: int | str = 1,
    page_size: int = PAGE_SIZE,
    expand: bool = True,
    correct: bool = True,
    index: IndexReader = read_parts,
    answerers: Sequence[Answerer] | None = None,
) -> SearchResults:
    """Find published articles for `text`, best first, and what `sources` find; `page_size` a page.

    A query that is analysed already stays as it is: `context` and `expand` are those it was made with.

    `choices` narrow and order the results; 第25条 is one of the policy `context`, or of the one that is
    searched. A page number that does not exist gives the nearest that does.
    `expand` False looks for the words as typed only, `correct` False takes them as spelt. `index` is the
    stored index, or one that is tried out, `answerers` answer a question beside what is found. Sources and
    answerers are those of the settings where none are given: all doors then read a query in the same way.
    Nothing found is an empty result, never an error.
    """
    used_sources = configured_sources() if sources is None else tuple(sources)
    options = _SearchOptions(choices, context, used_sources, page, page_size, expand, index)
    answerers = configured_answerers() if answerers is None else answerers
    with one_state(), using_configuration():
        results, reading = _results(text, options)
        answered_results = _add_answer(results, answerers[:1], reading)
        if answered_results.answer is None:
            if correct:
                results, reading = _apply_correction(results, options, reading)
            is_read_anew = results.query is not answered_results.query
            answered_results = _add_answer(results, answerers if is_read_anew else answerers[1:], reading)
        return _with_items(replace(answered_results, correction=results.correction))


def _add_answer(
    results: SearchResults, answerers: Iterable[Answerer], reading: IndexReading
) -> SearchResults:
    """The results with the first answer to their query; one article that is cited is the answer."""
    if len(results.cited) == 1:
        return results
    question = AskedQuestion(
        results.query,
        within=results.choices.policy,
        find=lambda: _strong_articles(results),
        find_complete=lambda: complete_matches(results.query, results.narrowed.found, reading),
        unmatched=results.not_held,
        is_weak=results.finds_nothing_strong,
    )
    answer = next((answer for answerer in answerers if (answer := answerer(question))), None)
    is_weak = results.is_weak or bool(answer and answer.is_whole)
    return replace(results, answer=answer, is_weak=is_weak)


def _strong_articles(results: SearchResults) -> Iterable[Article]:
    """The best articles, where they are no near misses."""
    if results.are_articles_weak:
        return
    best_ids = [article for article, _ in results.narrowed.found.best(_JUDGED)]
    articles_by_id = read_articles(best_ids)
    yield from (articles_by_id[article] for article in best_ids if article in articles_by_id)


def _with_items(results: SearchResults) -> SearchResults:
    """Read the articles of the page, once it is certain which results the reader gets."""
    is_whole = bool(results.answer and results.answer.is_whole)
    is_weak = results.are_articles_weak or is_whole
    items = page_items(list(results.page), results.query, is_weak=is_weak, cited=results.cited)
    if is_whole:
        items = tuple(replace(item, is_weak=True) if isinstance(item, OtherHit) else item for item in items)
    return replace(results, items=items)


def _apply_correction(
    results: SearchResults, options: _SearchOptions, reading: IndexReading
) -> tuple[SearchResults, IndexReading]:
    """The results of the corrected query if the correction is certain; else these, perhaps offering it."""
    if results.cited:  # a citation is no typing error
        return results, reading
    correction = correction_of(
        results.query,
        is_weak=results.finds_nothing_strong,
        unmatched=results.unmatched,
        reading=reading,
    )
    if correction is None:
        return results, reading
    corrected_options = options if correction.is_certain else replace(options, page=1)
    corrected_results, corrected_reading = _results(correction.text, corrected_options, before=reading)
    if corrected_results.finds_nothing_strong:
        return results, reading
    if correction.is_certain:
        return replace(corrected_results, correction=correction), corrected_reading
    return replace(results, correction=correction), reading


def _results(
    text: str | Query, options: _SearchOptions, *, before: IndexReading | None = None
) -> tuple[SearchResults, IndexReading]:
    """The results of a text without correction, and what was read of the index for them."""
    choices = options.choices
    query = text if isinstance(text, Query) else _analysed(text, options)
    read_index = before.more if before else options.index
    reading = read_index(list(query.weighted_terms.grams), list(query.weighted_terms.terms))
    everywhere = _apply_phrases(query, _apply_filters(query, _word_ranking(query, reading)))
    coverage = coverage_of(query, everywhere.held, reading)
    cited_lines, unresolved = _cited_places(query)
    is_answered = bool(query.filters or cited_lines)  # a citation names nothing else
    hits_above, hits_after = _other_results(query, options, unresolved, is_answered=is_answered)
    relevant_articles = with_best(relevant(query, everywhere, reading), cited_lines)
    matches = matching(query, everywhere, reading, choices, best=relevant_articles, cited=cited_lines)
    listable = outside(hits_above, matches) if choices.scope == WordScope.TITLE else matches
    ranking, is_weak = _article_ranking(query, everywhere, listable, coverage, is_cited=bool(cited_lines))
    narrowed = Narrowed(ranking, choices)
    cited = {article: line for article, line in cited_lines.items() if article.pk in narrowed.found.articles}
    meaning = "" if is_answered or query.phrases or is_weak else query.plain
    articles = _articles_in_order(query, narrowed, cited, reading, meaning=meaning)
    hits_below = [replace(hit, is_weak=True) for hit in hits_after] if is_weak else hits_after
    shown_above, shown_below = (FACETS.keep(hits, choices.chosen) for hits in (hits_above, hits_below))
    is_grouped = not cited and is_by_document(query, narrowed, choices)
    article_entries = grouped(articles, narrowed) if is_grouped else articles
    surplus = len(narrowed.found) - len(articles) if articles else 0
    results = SearchResults(
        query=query,
        choices=choices,
        count=len(shown_above) + len(articles) + len(shown_below) + surplus,
        undemanding_count=len(relevant_articles),
        is_grouped=is_grouped,
        has_more=surplus > 0,
        page=_page_of_entries([*shown_above, *article_entries, *shown_below], options, is_grouped=is_grouped),
        unmatched=_words_not_held(
            _unmatched_words(query, narrowed.found, coverage.held), (*hits_above, *hits_below)
        ),
        is_weak=is_weak and not shown_above,
        are_articles_weak=is_weak,
        cited=cited,
        narrowed=narrowed,
        others=(*hits_above, *hits_below),
    )
    return results, reading


def _analysed(text: str, options: _SearchOptions) -> Query:
    return analyse_query(text, expand=options.expand, within=options.choices.policy, context=options.context)


def _other_results(
    query: Query, options: _SearchOptions, unresolved: Unresolved | Ambiguous | None, *, is_answered: bool
) -> tuple[list[OtherHit], list[OtherHit]]:
    """The results beside the articles: those that stand above them, and those after them.

    A query that `is_answered` by a citation or by filters names none of them; a notice says why a citation
    is `unresolved`.
    """
    choices = options.choices
    named, others = ([], []) if is_answered else found_by(options.sources, query)
    notices = unresolved_hits(unresolved, query.text) if unresolved and not query.filters else []
    citing = find_citing(query, choices.cites) if choices.cites else None
    hit_lists = ([*notices, *named], others) if citing is None else ([], citing)  # no name cites an article
    above, after = (matching_others(query, hit_list, choices) for hit_list in hit_lists)
    return documents_first(above, after) if choices.scope == WordScope.TITLE else (above, after)


def _article_ranking(
    query: Query, everywhere: Ranking, matched: Ranking, coverage: QueryCoverage, *, is_cited: bool
) -> tuple[Ranking, bool]:
    """The articles `matched`, and whether they are near misses; instead of them those nearest in meaning,
    where the words find nothing."""
    if is_cited:
        return matched, False
    is_weak = _is_near_miss(query, everywhere, coverage)
    nearest_in_meaning = _semantic_matches(query, everywhere, is_weak=is_weak)
    if nearest_in_meaning is None:
        return matched, is_weak
    return nearest_in_meaning, True  # what shares no word is no answer, however near it seems


def _page_of_entries(entries: list[Entry], options: _SearchOptions, *, is_grouped: bool) -> Page[Entry]:
    size = max(options.page_size // 2, 1) if is_grouped else options.page_size  # a document takes more room
    return Paginator(entries, size).get_page(options.page)


def _is_near_miss(query: Query, everywhere: Ranking, coverage: QueryCoverage) -> bool:
    """Whether the articles found answer something else; never for a query with phrases or without words."""
    if query.phrases or not query.words:
        return False
    best_ids = [article for article, _ in everywhere.best(_JUDGED)]
    return is_near_miss(query, coverage, best=best_ids)


def _articles_in_order(
    query: Query, narrowed: Narrowed, cited: Iterable[Article], reading: IndexReading, *, meaning: str = ""
) -> list[Scored]:
    """The best articles in the order that was chosen; none where another type of results is asked for."""
    if not narrowed.choices.leaves_articles:
        return []
    scored = narrowed.found.best(MOST_LISTED)
    if narrowed.choices.sort == Sort.RELEVANCE:
        scored = reranked(meaning, scored) if meaning else scored
        scored = led_by(in_named_documents(query, narrowed.found, reading), scored)
        scored = led_by(in_named_chapters(query, narrowed.found), scored)
    scored = sorted_by(scored, narrowed.choices.sort)
    return put_first([article.pk for article in cited], scored)[:MOST_LISTED]


def _cited_places(query: Query) -> tuple[dict[Article, int | None], Unresolved | Ambiguous | None]:
    """The articles that a query cites, alone or among other words, each with the line of the cited 款 or 项.

    Without any, the second value says why: the document is not stored, it has no such article, or there are
    several documents of that name.
    """
    text, citation = query.plain, query.citation
    is_asked = citation and (citation.article is not None or citation.steps or citation.document_number)
    whole = query.resolution if is_asked else None
    if articles := _resolved_articles(whole):
        return articles, None
    embedded = query.embedded_resolution
    if articles := _resolved_articles(embedded):
        return articles, None
    for resolution in (whole, embedded):
        if isinstance(resolution, Ambiguous) and resolution.citation.has_place and not resolution.is_bare:
            return {}, resolution
    failures = (or_nearly_named(failure) for failure in (embedded, whole) if isinstance(failure, Unresolved))
    is_number = citation is not None and citation.document_number is not None
    notable = (failure for failure in failures if _needs_notice(failure, text, is_number=is_number))
    return {}, next(notable, None)


def _needs_notice(unresolved: Unresolved, text: str, *, is_number: bool) -> bool:
    """Whether the reader is told why a citation leads nowhere; a number alone may be no article's."""
    if unresolved.missing or unresolved.is_nearly_named:
        return True
    return "条" in text if unresolved.policy else is_number


def _resolved_articles(resolution: Resolution | None) -> dict[Article, int | None]:
    """The cited articles, each with its cited line; of an article cited several times the first line."""
    targets = resolution.targets if isinstance(resolution, SeveralTargets) else [resolution]
    lines_by_article: dict[Article, int | None] = {}
    for resolved in targets:
        if isinstance(resolved, Resolved) and isinstance(resolved.target, Article):
            lines_by_article.setdefault(resolved.target, resolved.line)
    return lines_by_article


def _words_not_held(words: Sequence[str], hits: Iterable[OtherHit]) -> tuple[str, ...]:
    """The words that no text of another result holds either; none where the query is a document's name."""
    hits = tuple(hits)
    if any(hit.type == ResultType.POLICY and hit.stands_above and hit.score == 1 for hit in hits):
        return ()
    texts = [fold(hit.summary) for hit in hits if hit.type == ResultType.POLICY]
    return tuple(word for word in words if not any(word in text for text in texts))


def _word_ranking(query: Query, reading: IndexReading) -> Ranking:
    """Articles that hold a word of the query; where none does, those that hold it letter by letter."""
    ranking = rank(query.weighted_terms, reading)
    if len(ranking) or ranking.held or not _HAS_WORD.search(query.literal):
        return ranking
    if not may_occur(query.literal, reading):
        return ranking
    ids = list(ids_holding(query.literal)[:MOST_LISTED])
    return listed(Article.objects.published().with_ids(ids)) if ids else ranking


def _semantic_matches(query: Query, everywhere: Ranking, *, is_weak: bool) -> Ranking | None:
    """Articles nearest in meaning where words find nothing, or foreign ones nothing strong; else None."""
    is_foreign = query.literal.isascii()
    if not query.words or (len(everywhere) and not (is_weak and is_foreign)):
        return None
    closeness = dict(nearest(query.plain))
    if not closeness:
        return None
    nearest_articles = listed(Article.objects.published().with_ids(closeness))
    scores = np.array([closeness[pk] for pk in nearest_articles.articles.tolist()], "f4")
    return _apply_phrases(query, _apply_filters(query, replace(nearest_articles, scores=scores)))


def _apply_filters(query: Query, ranking: Ranking) -> Ranking:
    """Only the articles that the query's own filters leave; a query of filters alone finds all of them."""
    if not query.filters:
        return ranking
    matching_articles = articles_left(query.filters)
    if not query.literal:
        return listed(matching_articles)
    return ranking.only(np.isin(ranking.articles, list(matching_articles.values_list("pk", flat=True))))


def _apply_phrases(query: Query, ranking: Ranking) -> Ranking:
    """Only the articles that hold every phrase of the query and none of its excluded words."""
    for phrase in query.phrases:
        ids = holding_literally(ranking.articles.tolist(), phrase)
        ranking = ranking.only(np.isin(ranking.articles, list(ids)))
    for word in query.excluded:
        ids = holding_literally(ranking.articles.tolist(), word)
        ranking = ranking.only(~np.isin(ranking.articles, list(ids)))
    return ranking


def _unmatched_words(query: Query, ranking: Ranking, held_words: frozenset[str]) -> tuple[str, ...]:
    """The words of the query that no article holds, without single characters and words that only ask."""
    if len(ranking) and not ranking.held:  # found letter by letter
        return ()
    explained_text = "\n".join(explained_words(query, ranking.held))
    idle_words = question_words() | query.region_words
    return tuple(
        word.text
        for word in query.words
        if len(word.text) > 1
        and word.text not in held_words
        and word.text not in idle_words
        and word.text not in explained_text
    )
