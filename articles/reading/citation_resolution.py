"""Resolves a parsed citation to an article, chapter or policy, or to a reason why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from articles.models import Article, Policy
from articles.models.policies.policy_queries import PolicyQuerySet
from articles.reading.names.documents_not_held import (
    MissingDocument,
    document_not_held,
    is_document_name,
    missing_document,
)
from articles.reading.names.likely_policies import likely_policies
from articles.reading.names.policy_names import (
    full_name,
    names_known,
    policies_named,
    policies_near,
    policies_numbered,
)
from articles.reading.places.place_resolution import Resolved, Unresolved, resolve_heading, resolve_within
from articles.text.citing.naming.document_numbers import endings_alike
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.article_citations import Citation, parse_citation, parse_typed_citation
from articles.text.citing.places.embedded_citations import EmbeddedCitation, find_citation
from articles.text.numbers.numerals import HIGHEST
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.simplified import simplify

__all__ = [
    "MOST_ASKED",
    "NOT_A_CITATION",
    "Ambiguous",
    "Resolution",
    "Resolved",
    "SeveralTargets",
    "Unresolved",
    "article_alone",
    "not_exactly",
    "not_stored",
    "resolve",
    "resolve_embedded",
    "resolve_question",
    "resolve_text",
    "resolve_within",
]

#: The message for text that is not a citation.
NOT_A_CITATION = (
    "没有认出条号。可以这样写：第二十五条、第25条、25、第六章第二十五条、工信部联科〔2009〕232号第25条"
)
_LONGEST_TITLE = 40
#: 《某章程》附则.
_TITLED = re.compile(r"《(?P<title>[^《》]{2,200})》(?P<heading>[^《》]{2,60})")
#: What is said of a document number that no stored document has.
_NUMBERS_ARE_MISSING = "；有些文件收录时没有文号，也可以用名称查找"
#: What a reader may write before the name of a document.
_LEAD = re.compile(r"^(?:请问|想问|想知道|问一下|查一?下?|看看|根据|依据|依照|按照|违反|关于|在)+")
#: And before that of a stored one, whose name is known to begin behind it.
_IN_FRONT = re.compile(
    r"(?:请问|请教|你好|您好|我?想?问一?下?|我?想?知道|我?想?看看?|帮?我?查一?下?|查询|查找|搜索|了解|学习|解读|解释一?下|帮我|我要|什么是|"
    r"我国|中国|现行|最新|新版?|修订后|修改后|根据|依据|依照|按照?|违反|适用|参照|对照|结合|关于|对于?|在|和|与|及|或|的)*"
)
#: What stands between a name and words that do not belong to it.
_SEPARATOR = re.compile(r"[ ,;:。?!、·/|()\[\]\"“”]")
#: 新公司法: the newest text of it, whatever that is called.
_NEWEST = re.compile(r"(?:最新|新版?|修[订改正]后)的?(?P<title>.+)")
_NAME_OF_LAW = re.compile(
    r"(?![本该此这那某])(?!.*(?:什么|怎|哪|吗|如何|多少|[的和与及或]))"
    r"[\u3400-\u9fffa-z]{1,20}(?:法|法典|条例)"
    r"(?:实施条例|实施细则|实施办法|修正案(?:[(]?[一二三四五六七八九十]{1,3}[)]?)?)?"
)
#: The most articles of a range that are listed; the others are read in the whole text.
_MOST_LISTED = 50
#: The most policies offered for an ambiguous citation; a field narrows them.
MOST_ASKED = 20
# 这个政策的第10条: words before a number that do not name another document.
_NAMES_NO_OTHER = re.compile(
    r"(?:请问|问一下|想问|想知道|想看|看看|查|找|帮我|我|一下|下|,|、|关于|根据|按照|依据|在|"
    r"这|那|本|该|此|个|份|部|件|项|产业|技术|国家|政策|文件|里|中|面|的)*"
)


@dataclass(frozen=True)
class Ambiguous:
    """Several policies may be meant; `choices` has the citation resolved in each.

    Either they share the cited title, or no policy is named and none is featured (`is_bare`). `more` is how
    many others are not listed.
    """

    citation: Citation
    policies: tuple[Policy, ...]
    is_bare: bool = False
    more: int = 0

    @cached_property
    def choices(self) -> tuple[tuple[Policy, Resolved | Unresolved], ...]:
        return tuple((policy, resolve_within(self.citation, policy)) for policy in self.policies)


Single = Resolved | Ambiguous | Unresolved


@dataclass(frozen=True)
class SeveralTargets:
    """Several places are cited: the target, or the reason why there is none, of each in order.

    `whole` is where a range is read in one piece.
    """

    resolutions: tuple[Single, ...]
    whole: str = ""

    @property
    def targets(self) -> list[Resolved]:
        return [resolution for resolution in self.resolutions if isinstance(resolution, Resolved)]

    @property
    def failures(self) -> list[str]:
        """Why others have no target, each reason once."""
        unresolved = [
            resolution.reason for resolution in self.resolutions if isinstance(resolution, Unresolved)
        ]
        unclear = [
            f"{in_title_marks(resolution.citation.title)}有几件，请写明发文字号"
            for resolution in self.resolutions
            if isinstance(resolution, Ambiguous)
        ]
        return list(dict.fromkeys([*unresolved, *unclear]))


Resolution = Single | SeveralTargets


def resolve(citation: Citation, *, within: Policy | None = None, title: str = "") -> Resolution:
    """Resolve a citation. One without title or document number is resolved in `within`, else in the featured
    policy; if there is none, the reader has to choose among policies whose names contain `title`."""
    series = citation.in_series
    if series and _cited_policies(series, None):
        return resolve(replace(series, in_series=None))
    if not citation.also:
        resolution = _resolve_one(citation, within, title)
        if isinstance(resolution, Resolved) and resolution.last:
            return SeveralTargets(tuple(_expand_range(resolution)), whole=resolution.url)
        return (
            SeveralTargets(resolution.alike)
            if isinstance(resolution, Unresolved) and resolution.alike
            else resolution
        )
    alone = replace(citation, also=())
    resolutions = [_resolve_one(single, within, title) for single in (alone, *citation.also)]
    return SeveralTargets(tuple(place for resolution in resolutions for place in _expand_range(resolution)))


def _expand_range(resolution: Single) -> Iterator[Single]:
    """The articles of a range, each for itself; anything else as it is."""
    if (
        not isinstance(resolution, Resolved)
        or not isinstance(resolution.target, Article)
        or not resolution.last
    ):
        yield resolution
        return
    articles = Article.objects.of_policy(resolution.policy).published().for_reading()
    for article in (
        articles.at_the_top().from_to(resolution.target, resolution.last).in_order()[:_MOST_LISTED]
    ):
        yield replace(resolution, target=article, last=None, line=None)


def _resolve_one(citation: Citation, within: Policy | None, title: str) -> Single:
    is_bare = within is None and not citation.is_of_document
    within = Policy.objects.featured() if is_bare else within
    citation = _with_whole_name(citation)
    if is_bare and within is None:
        return _ask_which_policy(citation, title)
    policies = _cited_policies(citation, within)
    if not policies and (newest := _NEWEST.match(citation.title or "")):
        citation = replace(citation, title=newest["title"], is_newest=True)
        policies = _cited_policies(citation, within)
    if not policies:
        return not_stored(citation)
    if len(policies) > 1:
        return Ambiguous(citation, tuple(policies))
    return resolve_within(citation, policies[0])


def _with_whole_name(citation: Citation) -> Citation:
    """The same, of a document whose name ends as a part is called: 民法总则 is a law."""
    if not citation.named_part:
        return citation
    whole = replace(citation, title=f"{citation.title}{citation.named_part}", named_part="")
    return whole if _cited_policies(whole, None) or missing_document(whole.title or "") else citation


def resolve_text(text: str, *, within: Policy | None = None, title: str = "") -> Resolution | None:
    """Resolve a typed citation or name of a policy, alone or with other words; None if it is neither.

    Traditional characters are read as simplified ones.
    """
    text = simplify(text)
    titled = Citation(title=fold(text))
    if citation := parse_citation(text):
        return _resolution_or_embedded(resolve(citation, within=within, title=title), text, within)
    if _cited_policies(titled, None):
        return resolve(titled)
    if citation := parse_typed_citation(text):
        return _resolution_or_embedded(resolve(citation, within=within, title=title), text, within)
    if embedded := resolve_embedded(text, within=within):
        return embedded
    if heading := _resolve_titled_heading(text, within):
        return heading
    is_name = is_document_name(fold(text)) and (likely_policies(titled) or policies_near([fold(text)]))
    return not_stored(titled) if is_name or document_not_held(fold(text)) else None


def _resolve_titled_heading(text: str, within: Policy | None) -> Resolution | None:
    """The heading without a number that a text names, behind the title of its document or alone."""
    titled = _TITLED.fullmatch(text.strip())
    policies = policies_named(titled["title"]) if titled else [within] if within else []
    if len(policies) != 1:
        return None
    resolution = resolve_heading(titled["heading"] if titled else text, policies[0])
    return SeveralTargets(resolution.alike) if isinstance(resolution, Unresolved) else resolution


def _resolution_or_embedded(resolution: Resolution, text: str, within: Policy | None) -> Resolution:
    """The resolution, or, if it found no document, that of a citation among other words: 违约 民法典577."""
    if not isinstance(resolution, Unresolved) or resolution.policy:
        return resolution
    embedded = resolve_embedded(text, within=within)
    return embedded if isinstance(embedded, Resolved | SeveralTargets) else resolution


def resolve_embedded(text: str, *, within: Policy | None = None) -> Resolution | None:
    """Resolve the article that a text names among other words, or a list: 刑法266条诈骗罪, 第577条 民法典.

    None if it names none, or if it is not certain whose article it is. A name that merely ends in
    that of a stored policy (日本民法典) is the name of another one.
    """
    embedded = find_citation(text)
    document = _document_name(embedded) if embedded else None
    if embedded is None or document is None:
        return None
    return resolve(embedded.citation.in_document(title=document or None), within=within)


def resolve_question(text: str, *, within: Policy | None = None) -> Article | None:
    """The one article that a question names (劳动法第三十六条怎么规定).

    None if it names none or several, or one of a policy that is not stored.
    """
    return article_alone(resolve_embedded(text, within=within))


def article_alone(resolution: Resolution | None) -> Article | None:
    """The one article that a resolution leads to; None where it leads to something else, or to several."""
    if isinstance(resolution, Resolved) and isinstance(resolution.target, Article):
        return resolution.target
    return None


def _document_name(embedded: EmbeddedCitation) -> str | None:
    """The name of the policy whose article is named, "" where the citation or the place says whose; None
    where it is not certain."""
    if embedded.citation.is_of_document:
        return ""
    if name := _name_at_the_end(embedded.before):
        return name
    behind = embedded.after.removeprefix("的").replace(" ", "")
    if not embedded.before.strip() and behind and policies_named(behind):
        return behind
    if not embedded.is_bare and _NAMES_NO_OTHER.fullmatch(embedded.before.replace(" ", "")):
        return ""
    name = _LEAD.sub("", _SEPARATOR.split(embedded.before.rstrip(" 的"))[-1])
    return name if _presumed_law(name) else None


def _name_at_the_end(words: str) -> str | None:
    """The name, title or other, with which the words end and that a stored policy is known by; also its short
    title where that is all behind the last separator.

    Nothing may stand before it that would make it part of another name: only a separator, or a word that
    leads to a name.
    """
    words = words.rstrip(" 的")
    starts = range(max(len(words) - _LONGEST_TITLE, 0), len(words) - 1)
    endings = {start: words[start:].replace(" ", "") for start in starts}
    known = names_known(endings.values())
    for start, ending in endings.items():
        *_, front = _SEPARATOR.split(words[:start])
        if full_name(ending) in known and _IN_FRONT.fullmatch(front):
            return ending
    last = _SEPARATOR.split(words)[-1]
    return next((name for name in (last, _LEAD.sub("", last)) if policies_named(name)), None)


def _cited_policies(citation: Citation, within: Policy | None) -> list[Policy]:
    published = Policy.objects.published()
    if citation.document_number:
        return policies_numbered(citation.document_number)
    if citation.number_ending:
        numbered = published.numbers_ending_with(*endings_alike(citation.number_ending))
        return list(numbered.in_list_order()[:MOST_ASKED])
    if citation.title:
        editions = published.titled_as_of(citation.title, citation.version) if citation.version else []
        named = list(editions) or policies_named(citation.title)
        return named or policies_named(_LEAD.sub("", citation.title))
    return [within] if within else []


def not_stored(citation: Citation) -> Unresolved:
    """That the cited document is not stored, and what replaced it where that is known; or those of which it
    is nearly the name."""
    name = _LEAD.sub("", citation.title or "")
    is_numbered = bool(citation.document_number or citation.number_ending)
    known = None if is_numbered else missing_document(name)
    if not known and not is_numbered and (near_policies := policies_near([name])):
        return not_exactly(citation, near_policies)
    missing = known or (None if is_numbered else _presumed_law(name))
    nearest = tuple(map(Resolved, likely_policies(citation)))
    unknown = None if known or is_numbered else citation
    if missing is None:
        hint = _NUMBERS_ARE_MISSING if is_numbered else ""
        reason = f"知识库中没有收录{_source_name(citation)}{hint}"
        return Unresolved(reason, nearest=nearest, citation=unknown)
    reason = f"知识库中没有收录{in_title_marks(missing.name)}"
    if missing.successor:
        since = f"自{missing.date}起" if missing.date else ""
        reason += f"；它已{since}由{in_title_marks(missing.successor)}取代（{missing.source}）"
    return Unresolved(reason, missing.policy, missing, nearest, citation=unknown)


def not_exactly(citation: Citation, policies: Sequence[Policy]) -> Unresolved:
    """That no document has the cited name; with the place in those that nearly have it, or those alone."""
    places = {policy: resolve_within(citation, policy) for policy in policies}
    with_place = [place for place in places.values() if isinstance(place, Resolved)]
    without_place = [Resolved(policy) for policy, place in places.items() if not isinstance(place, Resolved)]
    nearest = (*with_place, *without_place)
    reason = f"没有名称正好是{in_title_marks(citation.title)}的文件"
    return Unresolved(reason, nearest=nearest, is_nearly_named=True)


def _presumed_law(name: str) -> MissingDocument | None:
    """A name that can only be that of a law or of rules, though nothing is known of it."""
    return MissingDocument(name) if _NAME_OF_LAW.fullmatch(name) else None


def _ask_which_policy(citation: Citation, title: str) -> Ambiguous | Unresolved:
    """For a bare number without a featured policy: the policies that have it, for the reader to choose."""
    policies = Policy.objects.published()
    if title:
        policies = policies.named_like(title)
    if citation.steps:
        policies = policies.with_units()
    elif citation.article is not None:
        policies = _policies_with_number(policies, citation)
    elif citation.chapter is not None:
        policies = policies.with_chapter(min(citation.chapter or 0, HIGHEST))
    choices = tuple(policies.in_list_order()[:MOST_ASKED])
    if not choices and not Policy.objects.published().exists():
        return Unresolved("知识库中没有收录任何已发布的政策")
    if not choices:
        scope = f"名称含“{title}”的" if title else "库中的"
        return Unresolved(f"没有写明是哪件政策，{scope}政策都没有这一处")
    return Ambiguous(citation, choices, is_bare=True, more=policies.count() - len(choices))


def _policies_with_number(policies: PolicyQuerySet, citation: Citation) -> PolicyQuerySet:
    number = citation.article or 0
    if max(number, citation.suffix) > HIGHEST:
        return policies.none()
    return policies.with_article(number, citation.suffix)


def _source_name(citation: Citation) -> str:
    if number := citation.document_number or (citation.number_ending or "").lstrip("〕年"):
        return f"发文字号为“{number}”的文件"
    return in_title_marks(citation.title)
