"""Autocompletion: articles by their numbers, names, document numbers, terms, past queries.

Each source is a function (typed, limit) → suggestions, best first. `settings.SUGGESTION_SOURCES` names
them in the order in which they are offered, so that another app can add its own (support measures,
past queries) without this one knowing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from articles.models import Article, Policy
from articles.models.postgres.content_versions import one_state
from articles.models.search.words import NameBegun, NameKind, names_begun, terms_begun
from articles.reading.citation_resolution import (
    Resolved,
    SeveralTargets,
    Unresolved,
    resolve,
    resolve_embedded,
)
from articles.reading.names.policy_names import policies_by_other_name, policies_near
from articles.reading.names.region_table import leading_region
from articles.search.queries.analysis import Query, analyse_query
from articles.search.query_log.past_queries import suggested_queries
from articles.search.settings.configuration import using_configuration
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import in_title_marks, title_key
from articles.text.citing.places.article_citations import article_label, parse_citation
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.pinyin import plain_letters, syllables
from articles.text.wording.characters.simplified import simplify
from articles.text.wording.synonym_tables.synonyms import Synonym

MOST = 10
_LONGEST = 60
#: One letter is the beginning of too much.
_FEWEST_LETTERS = 2
#: Articles offered for the beginning of a number.
_MOST_NUMBERS = 4
_MOST_TERMS = 3
_MOST_NAMED = 3
_MOST_PAST = 3
_NUMBERED = re.compile(r"第|\d|[一二三四五六七八九十百千]{1,7}条?$")
_BARE_NUMBER = re.compile(r"第?[\d零〇一二三四五六七八九十百千]*(?:条(?:[之-][\d一二三四五六七八九十百]*)?)?")
#: Rows read for each suggestion wanted: one name may stand in many laws (法律责任).
_READ_AHEAD = 4
_ORDER = (NameKind.ENTITY, NameKind.HEADING, NameKind.POLICY, NameKind.CHAPTER)


@dataclass(frozen=True)
class Suggestion:
    """A text to offer, what it is, and the path of its page; `is_search` if that is only a search for it."""

    text: str
    description: str
    path: str
    is_search: bool = False


@dataclass(frozen=True)
class Typed:
    """What was typed: folded and simplified, and the same in letters (知识ch → zhishich)."""

    text: str
    sounds: str

    @cached_property
    def query(self) -> Query:
        return analyse_query(self.text)

    @property
    def is_latin(self) -> bool:
        return self.text.isascii() and self.text.isalpha()


Source = Callable[[Typed, int], Iterable[Suggestion]]


def suggest(typed: str, *, limit: int = MOST) -> list[Suggestion]:
    """Return up to `limit` suggestions for what was typed; a text is offered once."""
    parsed = read_typed(typed)
    if parsed is None:
        return []
    with one_state(), using_configuration():
        return _collect_suggestions(parsed, limit)


def _collect_suggestions(typed: Typed, limit: int) -> list[Suggestion]:
    by_text: dict[str, Suggestion] = {}
    for source in _import_sources(tuple(settings.SUGGESTION_SOURCES)):
        for suggestion in islice(source(typed, limit), limit):
            if suggestion.text not in by_text or by_text[suggestion.text].is_search:
                by_text[suggestion.text] = suggestion
        if len(by_text) >= limit:
            break
    return list(islice(by_text.values(), limit))


def read_typed(typed: str) -> Typed | None:
    """Read what was typed; None where it is nothing to complete."""
    folded = plain_letters(fold(simplify(typed.replace("\0", " "))).strip())
    text = folded.replace(" ", "") if folded.isascii() else folded
    parsed = Typed(text, "".join(syllables(text)))
    is_too_little = not text or (parsed.is_latin and len(text) < _FEWEST_LETTERS)
    return None if is_too_little or len(text) > _LONGEST else parsed


def cited(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """The targets of a citation, or the policy of a short name (消法); for a bare number, the articles whose
    number begins with it: 25, 第二十."""
    if typed.text.isdigit() or typed.text.startswith("第"):
        yield from islice(_articles_by_number(typed.text), _MOST_NUMBERS)
    if not _NUMBERED.search(typed.text):
        yield from (
            _suggestion_of(Resolved(policy)) for policy in policies_by_other_name(typed.text)[:_MOST_NAMED]
        )
        return
    if _BARE_NUMBER.fullmatch(typed.text):
        return
    citation = parse_citation(typed.text) or parse_citation(f"{typed.text}条")
    resolved = resolve(citation) if citation else None
    if resolved is None or isinstance(resolved, Unresolved):
        resolved = resolve_embedded(typed.text)  # 根据民法典第1165条规定
    targets = resolved.targets if isinstance(resolved, SeveralTargets) else [resolved]
    yield from (_suggestion_of(target) for target in targets[:_MOST_NUMBERS] if isinstance(target, Resolved))


def rules_of_region(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """Rules of a region, by its name and a word of their titles: 青岛 物业 for 青岛市物业管理条例."""
    region, rest = leading_region(title_key(typed.text))
    if region and len(rest) >= _FEWEST_LETTERS:
        yield from (_suggestion_of(Resolved(policy)) for policy in policies_near([typed.text])[:_MOST_NAMED])


def names(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """Names of which the whole or a word begins as typed: headings, entities, titles and chapters."""
    matching_names = names_begun(typed.text, sounds=typed.sounds, kinds=_ORDER, most=limit * _READ_AHEAD)
    for name in sorted(matching_names, key=_name_sort_key):
        yield Suggestion(name.text, name.about, name.path)


def _name_sort_key(name: NameBegun) -> tuple[bool, int, int, int]:
    """Sort key: names that begin as typed first, then kinds in their order, then the shorter name."""
    return name.offset > 0, _ORDER.index(name.kind), name.offset, name.length


def document_numbers(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """Policies by the beginning of their document number, whatever its brackets."""
    if typed.is_latin:
        return
    key = document_number_key(typed.text) or typed.text.replace("[", "〔").replace("]", "〕").replace(" ", "")
    policies = Policy.objects.published().numbers_beginning_with(key).in_list_order()
    for policy in policies.only("document_number", "title", "slug")[:limit]:
        yield Suggestion(policy.document_number, f"发文字号 · {policy.title}", policy.get_absolute_url())


def terms(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """Terms of the vocabulary that articles use, to search for; the most used."""
    for term in terms_begun(typed.text, most=_MOST_TERMS):
        path = f"{reverse('articles:search')}?{urlencode({'q': term})}"
        yield Suggestion(term, "检索", path, is_search=True)


def past_queries(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """Successful queries of other readers, as far as `past_queries` lets them be shown."""
    for query in suggested_queries(typed.text, most=_MOST_PAST):
        path = f"{reverse('articles:search')}?{urlencode({'q': query})}"
        yield Suggestion(query, "常有人检索", path, is_search=True)


def _suggestion_of(resolved: Resolved) -> Suggestion:
    target = resolved.target
    if isinstance(target, Policy):
        return Suggestion(target.title, target.get_kind_display(), resolved.url)
    title = target.display_title if isinstance(target, Article) else target.title
    return Suggestion(f"{target.label} {title}".strip(), in_title_marks(target.policy.title), resolved.url)


def _articles_by_number(typed: str) -> Iterator[Suggestion]:
    """Articles of the featured policy whose label or number begins as typed."""
    policy = Policy.objects.only("slug", "title").featured()
    if policy is None:
        return
    rows = policy.articles.published().at_the_top().in_order()
    for number, suffix, address, heading, short_title in rows.values_list(
        "number", "suffix", "address", "heading", "short_title"
    ):
        label = article_label(number, suffix)
        if any(form.startswith(typed) for form in (label, address, f"第{address}条")):
            path = reverse("articles:article", args=[policy.slug, address])
            yield Suggestion(f"{label} {heading or short_title}".strip(), in_title_marks(policy.title), path)


@lru_cache(maxsize=4)
def _import_sources(paths: tuple[str, ...]) -> list[Source]:
    return [import_string(path) for path in paths]


def synonyms(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """The wording of laws and policies for everyday words: 出租人 for 房东."""
    for synonym in typed.query.meanings:
        yield from _wording_suggestions(synonym, f"“{synonym.word}”在政策里的说法")


def own_synonyms(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """The wording of single policies: 信贷 for 贷款. Each names its policy: elsewhere the word means other
    things."""
    expansions = typed.query.own_expansions[:_MOST_TERMS]
    if not expansions:
        return
    titles = dict(Policy.objects.with_ids({policy for policy, _ in expansions}).values_list("pk", "title"))
    for policy, synonym in expansions:
        yield from _wording_suggestions(
            synonym, f"“{synonym.word}”在{in_title_marks(titles[policy])}里的说法"
        )


def _wording_suggestions(synonym: Synonym, description: str) -> Iterator[Suggestion]:
    for words in synonym.means:
        path = f"{reverse('articles:search')}?{urlencode({'q': ' '.join(words)})}"
        yield Suggestion("".join(words), description, path, is_search=True)
