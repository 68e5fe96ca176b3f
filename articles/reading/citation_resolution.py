"""Resolves a parsed citation to an article, chapter or policy, or to a reason why it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.http import urlencode

from articles.models import Article, Division, Policy
from articles.models.addresses import address_of
from articles.models.division import DivisionKind
from articles.models.policy import PolicyQuerySet
from articles.reading.cited_policies import (
    MOST_NAMED,
    MOST_OFFERED,
    alike,
    cited_policies,
    policies_titled,
    source_name,
)
from articles.reading.contents import contents_of
from articles.reading.missing_places import no_such_article, no_such_chapter
from articles.reading.provisions import cited_line
from articles.reading.unit_resolution import nearest_article, nearest_to, units_at
from articles.text.citing.article_citations import (
    Citation,
    find_citation,
    parse_typed_citation,
)
from articles.text.citing.numerals import HIGHEST, write_number
from articles.text.citing.titles import title_key
from articles.text.wording.folding import fold

#: The message for text that is not a citation.
NOT_A_CITATION = (
    "没有认出条号。可以这样写：第二十五条、第25条、25、第六章第二十五条、工信部联科〔2009〕232号第25条"
)
_LONGEST_TITLE = 40
# 这个政策的第10条: words before a number that do not name another document.
_NAMES_NO_OTHER = re.compile(
    r"(?:请问|问一下|想问|想知道|想看|看看|查|找|帮我|我|一下|下|,|、|关于|根据|按照|依据|在|"
    r"这|那|本|该|此|个|份|部|件|项|产业|技术|国家|政策|文件|里|中|面|的)*"
)


@dataclass(frozen=True)
class Resolved:
    """The target of a citation; `cited_chapter` is set if the article is in another chapter,
    `line` if a 款 or 项 that the article has was cited, `last` if several articles from it on."""

    target: Article | Division | Policy
    cited_chapter: int | None = None
    line: int | None = None
    last: Article | None = None

    @property
    def policy(self) -> Policy:
        return self.target if isinstance(self.target, Policy) else self.target.policy

    @property
    def type(self) -> str:
        """What it is, in a word of the API."""
        return {Article: "article", Policy: "policy"}.get(type(self.target), "chapter")

    @property
    def label(self) -> str:
        if isinstance(self.target, Policy):
            return self.target.title
        return f"{self.target.label}至{self.last.label}" if self.last else self.target.label

    @property
    def name(self) -> str:
        """Its label with the heading, as a list of places shows it; a policy with its number."""
        if isinstance(self.target, Policy):
            return f"《{self.target.title}》{self.target.document_number}"
        title = self.target.title if isinstance(self.target, Division) else self.target.heading
        return f"{self.label} {title}".strip()

    @property
    def url(self) -> str:
        if self.last and isinstance(self.target, Article):  # several are read in the whole text
            return f"{address_of('articles:full', self.policy.slug)}#art_{self.target.address}"
        query = f"?{urlencode({'cited_chapter': self.cited_chapter})}" if self.cited_chapter else ""
        place = f"#para_{self.line}" if self.line else ""
        return f"{self.target.get_absolute_url()}{query}{place}"


@dataclass(frozen=True)
class Unresolved:
    """No published target; `reason` says why, in Chinese, `nearest` are places that exist."""

    reason: str
    policy: Policy | None = None
    nearest: tuple[Resolved, ...] = ()

    @property
    def with_nearest(self) -> str:
        """The reason and the nearest places with their addresses, in one line."""
        places = "、".join(f"{each.label}（{each.url}）" for each in self.nearest)
        return f"{self.reason}；最近的是{places}" if places else self.reason


@dataclass(frozen=True)
class Ambiguous:
    """Several policies may be meant; `choices` has the citation resolved in each.

    They share the cited title; or none is named and none is featured (`is_bare`): `more` are not listed.
    """

    citation: Citation
    policies: tuple[Policy, ...]
    is_bare: bool = False
    more: int = 0

    @cached_property
    def choices(self) -> tuple[tuple[Policy, Resolved | Unresolved], ...]:
        return tuple((policy, resolve_within(self.citation, policy)) for policy in self.policies)


def resolve(
    citation: Citation, *, within: Policy | None = None, title: str = ""
) -> Resolved | Ambiguous | Unresolved:
    """Resolve a citation. One without title or document number is resolved in `within`, else in the featured
    policy; if there is none, the reader has to choose among policies whose names contain `title`."""
    is_bare = within is None and not citation.names_policy
    within = Policy.objects.featured() if is_bare else within
    if is_bare and within is None:
        return _ask_which_policy(citation, title)
    policies = cited_policies(citation, within)
    if not policies:
        return Unresolved(
            f"知识库中没有收录{source_name(citation)}", nearest=tuple(map(Resolved, alike(citation)))
        )
    if len(policies) > 1:
        return Ambiguous(citation, tuple(policies))
    return resolve_within(citation, policies[0])


def resolve_text(
    text: str, *, within: Policy | None = None, title: str = ""
) -> Resolved | Ambiguous | Unresolved | None:
    """Resolve a typed citation or title of a policy; None if it is neither."""
    titled = Citation(title=fold(text))
    if not policies_titled(titled.title) and (citation := parse_typed_citation(text)):
        return resolve(citation, within=within, title=title)
    return resolve(titled) if cited_policies(titled, None) else None


def resolve_question(text: str, *, within: Policy | None = None) -> Article | None:
    """The one article that a question names (劳动法第三十六条怎么规定).

    None if it names none or several, or one of a policy that is not stored.
    """
    match = find_citation(text)
    if match is None:
        return None
    citation = match.citation
    if not citation.names_policy:
        titles = _titles_at_the_end(match.before)
        if not titles and not _NAMES_NO_OTHER.fullmatch(match.before):
            return None
        citation = replace(citation, title=titles[0]) if titles else citation
    resolved = resolve(citation, within=within)
    if isinstance(resolved, Resolved) and isinstance(resolved.target, Article):
        return resolved.target
    return None


def _titles_at_the_end(words: str) -> list[str]:
    """The titles of stored policies at the end of the words, longest first."""
    words = words.removesuffix("的")
    endings = [words[start:] for start in range(max(len(words) - _LONGEST_TITLE, 0), len(words) - 1)]
    known = set(
        Policy.objects.published()
        .with_title_keys(map(title_key, endings))
        .values_list("title_key", flat=True)
    )
    return [ending for ending in endings if title_key(ending) in known]


def resolve_within(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    """Resolve a citation in `policy`: to its article, else its chapter, else the policy."""
    if citation.steps:
        return _unit(citation, policy)
    if citation.article is not None:
        return _article(citation, policy)
    if citation.chapter is not None:
        return _chapter(citation, policy)
    if citation.part is not None or citation.section is not None:
        return Unresolved(f"请写明是《{policy.title}》的第几章或第几条", policy)
    return Resolved(policy)


def _ask_which_policy(citation: Citation, title: str) -> Ambiguous | Unresolved:
    """For a bare number without a featured policy: the policies that have it, for the reader to choose."""
    policies = Policy.objects.published()
    if title:
        policies = policies.named_like(title)
    if citation.steps:
        policies = policies.with_units()
    elif citation.article is not None:
        policies = _with_numbers(policies, citation)
    elif citation.chapter is not None:
        policies = policies.with_chapter(min(citation.chapter or 0, HIGHEST))
    choices = tuple(policies.in_list_order()[:MOST_OFFERED])
    if not choices and not Policy.objects.published().exists():
        return Unresolved("知识库中没有收录任何已发布的政策")
    if not choices:
        which = f"名称含“{title}”的" if title else "库中的"
        return Unresolved(f"没有写明是哪件政策，{which}政策都没有这一处")
    return Ambiguous(citation, choices, is_bare=True, more=policies.count() - len(choices))


def _with_numbers(policies: PolicyQuerySet, citation: Citation) -> PolicyQuerySet:
    number = citation.article or 0
    if max(number, citation.suffix) > HIGHEST:
        return policies.none()
    return policies.with_article(number, citation.suffix)


def _unit(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    contents = contents_of(policy.slug)
    units = [unit for unit in units_at(citation.steps, contents) if _stands_in(unit, citation)]
    if len(units) == 1:
        return Resolved(units[0])
    if not units:
        nearest = _places(nearest_to(citation.steps, contents), policy)
        return Unresolved(f"《{policy.title}》没有这一处", policy, nearest)
    several = "、".join(unit.label for unit in units[:MOST_NAMED])
    more = f"等{len(units)}处" if len(units) > MOST_NAMED else ""
    reason = f"《{policy.title}》有几处都这样编号：{several}{more}，请写明在哪一部分"
    return Unresolved(reason, policy, _places(units, policy))


def _stands_in(unit: Article | Division, citation: Citation) -> bool:
    """Whether a unit stands in the part, chapter and section that the citation names."""
    division = unit if isinstance(unit, Division) else unit.division
    above = {each.kind: each.number for each in division.lineage} if division else {}
    named = {
        DivisionKind.PART: citation.part,
        DivisionKind.CHAPTER: citation.chapter,
        DivisionKind.SECTION: citation.section,
    }
    return all(number is None or above.get(kind) == number for kind, number in named.items())


def _places(units: Sequence[Article | Division], policy: Policy) -> tuple[Resolved, ...]:
    """The places, and the policy that they are in."""
    return tuple(map(Resolved, [*units[:MOST_NAMED], policy]))


def _article(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    number, suffix = citation.article or 0, citation.suffix
    articles = Article.objects.of_policy(policy).published().for_reading()
    article = articles.numbered(number, suffix).first() if max(number, suffix) <= HIGHEST else None
    if article is None:
        nearest = _places(nearest_article(number, suffix, contents_of(policy.slug)), policy)
        return Unresolved(no_such_article(policy, number, suffix), policy, nearest)
    stands_in = article.chapter.number if article.chapter else None
    is_misplaced = citation.chapter is not None and citation.chapter != stands_in
    line = cited_line(article, paragraph=citation.paragraph, item=citation.item, entry=citation.entry)
    last = articles.numbered(citation.last).first() if citation.last else None
    return Resolved(article, citation.chapter if is_misplaced else None, line, last)


def _chapter(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    above = [number for number in (citation.part, citation.subpart) if number is not None]
    chapters = policy.divisions.chapters()
    if above and not policy.divisions.of_kind(DivisionKind.PART).exists():
        return Unresolved(f"《{policy.title}》不分编，请直接写第几章或第几条", policy)
    if above:
        matches = chapters.addressed("-".join(map(str, [*above, citation.chapter])))
    else:
        matches = chapters.numbered(DivisionKind.CHAPTER, min(citation.chapter or 0, HIGHEST))
    if len(matches) == 1:
        return _section(citation, matches[0])
    if matches:
        return Unresolved(f"《{policy.title}》的章在各编内重新编号，请写明第几编第几章，或用条号引用", policy)
    return Unresolved(no_such_chapter(policy, str(citation.chapter)), policy)


def _section(citation: Citation, chapter: Division) -> Resolved | Unresolved:
    """The section of the chapter if one is cited, else the chapter."""
    sections = list(chapter.children.of_kind(DivisionKind.SECTION)) if citation.section is not None else []
    found = [each for each in sections if each.number == citation.section]
    if citation.section is None or found:
        return Resolved(found[0] if found else chapter)
    reason = f"《{chapter.policy.title}》{chapter.label}没有第{write_number(citation.section)}节"
    return Unresolved(reason, chapter.policy, _places([chapter], chapter.policy))
