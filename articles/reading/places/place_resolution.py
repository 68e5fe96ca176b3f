"""The place that a citation names in a policy (article, unit, chapter, part), or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.http import urlencode

from articles.models import Article, Division, Policy
from articles.models.addresses import address_of
from articles.models.articles.division import DivisionKind, LabelForm
from articles.reading.contents import Contents, contents_of
from articles.reading.names.documents_not_held import MissingDocument
from articles.reading.places.missing_places import NEWEST, no_such_article, no_such_chapter, no_such_place
from articles.reading.places.printed_annex import without_printed_annex
from articles.reading.places.provisions import provision_cited
from articles.reading.places.unit_resolution import (
    annex_of,
    chapters_of_annex,
    deepest_places_reached,
    nearest_article,
    neighbour_of,
    places_called,
    run_on_units,
    units_at,
)
from articles.text.citing.naming.titles import in_title_marks, title_key
from articles.text.citing.places.article_citations import Citation, place_key
from articles.text.citing.places.unit_citations import StepKind, UnitStep, run_on_decimal
from articles.text.numbers.numerals import HIGHEST, write_number

#: Divisions above chapters; 合同编 names one of them, 总则 any division.
_PARTS = (DivisionKind.PART, DivisionKind.SUBPART)
#: Places of the same number that a message names.
_MOST_NAMED = 5
#: 22.3.1: article, 款, 项.
_MOST_DECIMALS = 3


@dataclass(frozen=True)
class Resolved:
    """The target of a citation; `cited_chapter` is set if the article is in another chapter,
    `line` if a 款 or 项 that the article has was cited, `last` if several articles from it on, `at` if the
    text of another day is meant, `cited_version` if the text of a year is meant that is not stored,
    `cited_provision` (k2.5) if a 款, 项 or 目 was cited that the article has not, `only_in_annex` if the main
    text has no such place and the citation names no annex, `is_newest` if 新公司法 was written."""

    target: Article | Division | Policy
    cited_chapter: int | None = None
    line: int | None = None
    last: Article | None = None
    at: date | None = None
    cited_version: int | None = None
    cited_provision: str = ""
    only_in_annex: bool = False
    is_newest: bool = False

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
            return f"{in_title_marks(self.target.title)}{self.target.document_number}"
        return f"{self.label} {self.title}".strip()

    @property
    def full_name(self) -> str:
        """The same with the title of its document."""
        return (
            self.name
            if isinstance(self.target, Policy)
            else f"{in_title_marks(self.policy.title)}{self.name}"
        )

    @property
    def title(self) -> str:
        if isinstance(self.target, Policy):
            return ""
        return self.target.display_title if isinstance(self.target, Article) else self.target.title

    @property
    def url(self) -> str:
        if self.last and isinstance(self.target, Article):  # several are read in the whole text
            return f"{address_of('articles:full', self.policy.slug)}#art_{self.target.address}"
        details = {
            "cited_chapter": self.cited_chapter,
            "cited_version": NEWEST if self.is_newest else self.cited_version,
            "cited_provision": self.cited_provision,
            "only_in_annex": "1" if self.only_in_annex else "",
            "at": self.at and self.at.isoformat(),
        }
        parameters = {name: value for name, value in details.items() if value}
        query = f"?{urlencode(parameters)}" if parameters else ""
        place = f"#para_{self.line}" if self.line else ""
        return f"{self.target.get_absolute_url()}{query}{place}"


@dataclass(frozen=True)
class Unresolved:
    """No published target; `reason` says why, in Chinese.

    `missing` is the document that is named and not stored, `nearest` are places that exist, `alike` all
    those that the citation names. `citation` is what was asked for, where nothing is known of its document;
    `is_nearly_named`: the nearest are in documents with nearly the name that was cited.
    """

    reason: str
    policy: Policy | None = None
    missing: MissingDocument | None = None
    nearest: tuple[Resolved, ...] = ()
    alike: tuple[Resolved, ...] = ()
    citation: Citation | None = None
    is_nearly_named: bool = False

    @property
    def with_nearest(self) -> str:
        """The reason and the nearest places with their addresses, in one line."""
        names = [place.full_name if self.is_nearly_named else place.label for place in self.nearest]
        places = "、".join(f"{name}（{place.url}）" for name, place in zip(names, self.nearest, strict=True))
        return f"{self.reason}；最近的是{places}" if places else self.reason


def resolve_within(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    """Resolve a citation in `policy`: to its article, else its chapter, else the policy."""
    if citation.steps:
        citation = without_printed_annex(citation, policy)
    if citation.steps:
        return _resolve_unit(citation, policy)
    if citation.article is not None:
        return _resolve_article(citation, policy)
    if citation.chapter is not None:
        return _resolve_chapter(citation, policy)
    if citation.named_part or citation.part is not None or citation.subpart is not None:
        return _resolve_part(citation, policy)
    if citation.section is not None:
        return _resolve_only_section(citation.section, policy)
    return _in_cited_version(Resolved(policy), citation)


def resolve_heading(text: str, policy: Policy) -> Resolved | Unresolved | None:
    """The heading without a number that is typed as it stands (附则, 一般规定); None where there is none."""
    key = place_key(text)
    headings = [
        heading for heading in contents_of(policy.slug).divisions if heading.label_form == LabelForm.NONE
    ]
    matches = [heading for heading in headings if not heading.is_annex and place_key(heading.heading) == key]
    if len(matches) > 1:
        return _unresolved_alike(matches, policy)
    return Resolved(matches[0]) if matches else None


def _resolve_only_section(number: int, policy: Policy) -> Resolved | Unresolved:
    """The section of a number without its chapter, where there is one only, as in a text without chapters."""
    sections = policy.divisions.numbered(DivisionKind.SECTION, min(number, HIGHEST))
    if len(sections) == 1:
        return Resolved(sections[0])
    return Unresolved(f"请写明是{in_title_marks(policy.title)}的第几章或第几条", policy)


def _resolve_unit(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    contents = contents_of(policy.slug)
    if path := run_on_decimal(citation.words):
        labelled = run_on_units(path, contents)
    else:
        labelled = places_called(citation.words, contents) if citation.words else []
    if len(labelled) > 1:
        return _unresolved_alike(labelled, policy)
    units = labelled or _units(citation, contents)
    if len(units) == 1:
        names_annex = citation.steps[0].kind is StepKind.ANNEX
        line, absent = _locate_provision(citation, units[0])
        only_in_annex = not names_annex and annex_of(units[0]) is not None
        return Resolved(units[0], line=line, cited_provision=absent, only_in_annex=only_in_annex)
    if len({unit.label for unit in units}) == 1:
        return _unresolved_alike(units, policy)
    if not units and (as_article := _decimal_of_article(citation)):
        resolved = _resolve_article(as_article, policy)
        target = resolved.target if isinstance(resolved, Resolved) else None
        if isinstance(target, Article) and target.is_article:
            return resolved
    if not units:
        above = deepest_places_reached(citation.steps, contents)
        nearest = _places(above or neighbour_of(citation.steps, contents), policy)
        return Unresolved(no_such_place(above, contents), policy, nearest=nearest)
    several = "、".join(unit.label for unit in units[:_MOST_NAMED])
    more = f"等{len(units)}处" if len(units) > _MOST_NAMED else ""
    reason = f"{in_title_marks(policy.title)}有几处都这样编号：{several}{more}，请写明在哪一部分"
    return Unresolved(reason, policy, nearest=_places(units, policy))


def _unresolved_alike(units: Sequence[Article | Division], policy: Policy) -> Unresolved:
    """Places that the citation names alike: the reader sees all of them."""
    reason = f"{in_title_marks(policy.title)}有{len(units)}处都可以这样引用，请从中选择"
    return Unresolved(reason, policy, nearest=_places(units, policy), alike=tuple(map(Resolved, units)))


def _decimal_of_article(citation: Citation) -> Citation | None:
    """专利法22.3, as patent lawyers write 第二十二条第三款; 22.3.1 is its first 项."""
    (step, *others) = citation.steps
    if step.kind is not StepKind.DECIMAL or others or not 2 <= len(step.path) <= _MOST_DECIMALS:
        return None
    article, paragraph, item = (*step.path, None)[:3]
    return replace(citation, steps=(), article=article, paragraph=paragraph, item=item)


def _units(citation: Citation, contents: Contents) -> list[Article | Division]:
    """What the steps may mean; 附件2第二条 is 二、 of an annex without articles."""
    *outer, last = citation.steps
    if last.kind is StepKind.ANNEX and citation.chapter is not None:
        return list(chapters_of_annex(last, citation.chapter, contents))
    units = [unit for unit in units_at(citation.steps, contents) if _is_in_cited_division(unit, citation)]
    if units or not outer or last.kind is not StepKind.ARTICLE or last.suffix:
        return units
    as_points = _unit_steps(replace(citation, article=last.number))
    return [
        unit for unit in units_at((*outer, *as_points), contents) if _is_in_cited_division(unit, citation)
    ]


def _locate_provision(citation: Citation, unit: Article | Division) -> tuple[int | None, str]:
    """The line of a cited 款 or 项 of an article, and its address where the article has none."""
    if not isinstance(unit, Article) or not unit.is_article:
        return None, ""
    provision = provision_cited(citation)
    return provision.line_in(unit), "" if provision.is_in(unit) else provision.address


def _is_in_cited_division(unit: Article | Division, citation: Citation) -> bool:
    """Whether a unit stands in the part, chapter and section that the citation names."""
    division = unit if isinstance(unit, Division) else unit.division
    numbers_above = {ancestor.kind: ancestor.number for ancestor in division.lineage} if division else {}
    cited_numbers = {
        DivisionKind.PART: citation.part,
        DivisionKind.CHAPTER: citation.chapter,
        DivisionKind.SECTION: citation.section,
    }
    return all(number is None or numbers_above.get(kind) == number for kind, number in cited_numbers.items())


def _places(units: Sequence[Article | Division], policy: Policy) -> tuple[Resolved, ...]:
    """The places, and the policy that they are in."""
    return tuple(map(Resolved, [*units[:_MOST_NAMED], policy]))


def _resolve_article(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    number, suffix = citation.article or 0, citation.suffix
    articles = Article.objects.of_policy(policy).published().for_reading()
    article = articles.numbered(number, suffix).first() if max(number, suffix) <= HIGHEST else None
    if article is None and (point := _point_of_chapter(citation, policy)):
        return point
    if article is None:
        nearest = _places(nearest_article(number, suffix, contents_of(policy.slug)), policy)
        return Unresolved(no_such_article(policy, number, suffix), policy, nearest=nearest)
    if not article.is_article and (below := _resolve_below_point(citation, policy)):
        return below
    others = [] if article.is_article else articles.numbered_alike(article)  # no two articles are alike
    numbered = _articles_in_cited_chapter([article, *others], citation)
    if len(numbered) > 1:
        return _unresolved_alike(numbered, policy)
    article = numbered[0]
    own_chapter = article.chapter.number if article.chapter else None
    is_misplaced = citation.chapter is not None and citation.chapter != own_chapter
    line, absent = _locate_provision(citation, article)
    last = articles.numbered(citation.last).first() if citation.last else None
    chapter = citation.chapter if is_misplaced else None
    return _in_cited_version(Resolved(article, chapter, line, last, cited_provision=absent), citation)


def _resolve_below_point(citation: Citation, policy: Policy) -> Resolved | Unresolved | None:
    """第二条第（一）项, 第二条第（一）款 of a text that numbers 二、（一）; None where 二、 is meant."""
    if citation.item:
        return _resolve_unit(replace(citation, steps=_unit_steps(citation)), policy)
    as_item = replace(citation, item=citation.paragraph, paragraph=None)
    below = _resolve_unit(replace(as_item, steps=_unit_steps(as_item)), policy) if as_item.item else None
    return below if isinstance(below, Resolved) else None


def _in_cited_version(place: Resolved, citation: Citation) -> Resolved:
    """The place in the text of the year that is meant, or with the notice that this one is not stored."""
    policy = place.policy
    year = citation.version or _year_of_amendment(citation.amendment, policy)
    is_stated = f"({year}" in policy.title_key  # 某条例（2020年修订）
    version = None if is_stated or year == _version_year(policy) else year
    at = _day_in_force(version, policy) if version else None
    return replace(place, at=at, cited_version=None if at else version, is_newest=citation.is_newest)


def _year_of_amendment(number: int, policy: Policy) -> int | None:
    """The year of 第四次修正, as the document says itself; None for none or an unknown one."""
    match = re.search(rf"(\d{{4}})年(?:(?!\d{{4}}年).)*第{write_number(number)}次修", policy.adoption, re.S)
    return int(match[1]) if match and number else None


def _point_of_chapter(citation: Citation, policy: Policy) -> Resolved | None:
    """第二章第一节一: the point that a chapter or section numbers for itself."""
    if citation.chapter is None:
        return None
    units = _units(replace(citation, steps=_unit_steps(citation)), contents_of(policy.slug))
    return Resolved(units[0]) if len(units) == 1 else None


def _articles_in_cited_chapter(articles: list[Article], citation: Citation) -> list[Article]:
    """Those in the chapter and section that the citation names, else in the chapter, if any is there."""
    inside = [
        article for article in articles if citation.chapter and _is_in_cited_division(article, citation)
    ]
    inside = inside or [
        article for article in articles if article.chapter and article.chapter.number == citation.chapter
    ]
    return inside or (articles[:1] if citation.chapter else articles)


def _unit_steps(citation: Citation) -> tuple[UnitStep, ...]:
    """第二条第（一）项 of a text that numbers 二、（一）."""
    numbered_steps = (
        (StepKind.PART, citation.article),
        (StepKind.ITEM, citation.item),
        (StepKind.ENTRY, citation.entry),
    )
    return tuple(UnitStep(kind, number) for kind, number in numbered_steps if number)


def _version_year(policy: Policy) -> int | None:
    return policy.version_date.year if policy.version_date else None


def _day_in_force(version: int, policy: Policy) -> date | None:
    """A day on which the text of a year was in force, if it is stored."""
    stored = policy.versions.held().made_in(version).first()
    return stored.dates.begins_on if stored else None


def _resolve_part(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    """The part or subpart that a citation names (第二编, 第三编第二分编, 合同编); else why there is none, or
    which it may be."""
    parts = _cited_parts(citation, policy)
    if len(parts) > 1:
        return _unresolved_alike(parts, policy)
    if parts:
        return Resolved(parts[0])
    if citation.named_part and not citation.named_part.endswith("编"):
        return Unresolved(f"{in_title_marks(policy.title)}没有“{citation.named_part}”，请看它的目录", policy)
    has_parts = policy.divisions.of_kind(DivisionKind.PART).exists()
    missing = "没有这一编，请看它的目录" if has_parts else "不分编，请直接写第几章或第几条"
    return Unresolved(f"{in_title_marks(policy.title)}{missing}", policy)


def _cited_parts(citation: Citation, policy: Policy) -> list[Division]:
    """The parts that a citation names, and the subparts in them where it names one."""
    divisions = policy.divisions.in_order()
    if citation.named_part:
        parts = _divisions_titled(citation.named_part, divisions)
    elif citation.part is not None:
        parts = list(divisions.numbered(DivisionKind.PART, min(citation.part, HIGHEST)))
    else:
        return list(divisions.numbered(DivisionKind.SUBPART, min(citation.subpart or 0, HIGHEST)))
    if citation.subpart is None:
        return parts
    below = divisions.within([part.pk for part in parts])
    return list(below.numbered(DivisionKind.SUBPART, min(citation.subpart, HIGHEST)))


def _divisions_titled(name: str, divisions: Iterable[Division]) -> list[Division]:
    """The outermost of the divisions with this title, 合同编 a part, 总则 of any kind."""
    names = _titles_of_part(name)
    of_parts = name.endswith("编")
    matches = [
        division
        for division in divisions
        if title_key(division.title) in names and (division.kind in _PARTS or not of_parts)
    ]
    return sorted(matches, key=lambda division: division.eid.count("__"))[:1]


def _titles_of_part(part: str) -> set[str]:
    """What the title of a part may be: 合同编 stands above as 合同."""
    return {part, part.removesuffix("编"), part.removesuffix("分编")}


def _resolve_chapter(citation: Citation, policy: Policy) -> Resolved | Unresolved:
    """The chapter that a citation names, within its part if it names one, or the section of it."""
    chapters = policy.divisions.chapters()
    if citation.named_part or citation.part is not None or citation.subpart is not None:
        parts = _cited_parts(citation, policy)
        if not parts:
            return _resolve_part(citation, policy)
        chapters = chapters.within([part.pk for part in parts])
    matches = chapters.numbered(DivisionKind.CHAPTER, min(citation.chapter or 0, HIGHEST))
    if len(matches) == 1:
        return _resolve_section(citation, matches[0])
    if matches:
        return _resolve_in_several_parts(citation, matches, policy)
    return Unresolved(no_such_chapter(policy, str(citation.chapter)), policy)


def _resolve_in_several_parts(
    citation: Citation, chapters: Iterable[Division], policy: Policy
) -> Resolved | Unresolved:
    """第三章 of a law whose parts begin again with 第一章: all of them, or those with the section cited."""
    targets = [
        place.target
        for chapter in chapters
        if isinstance(place := _resolve_section(citation, chapter), Resolved)
    ]
    if len(targets) == 1:
        return Resolved(targets[0])
    reason = f"{in_title_marks(policy.title)}的章在各编内重新编号，请写明第几编第几章，或用条号引用"
    alike = tuple(map(Resolved, targets))
    return Unresolved(reason, policy, nearest=alike[:_MOST_NAMED], alike=alike)


def _resolve_section(citation: Citation, chapter: Division) -> Resolved | Unresolved:
    """The section of the chapter if one is cited, else the chapter."""
    sections = list(chapter.children.of_kind(DivisionKind.SECTION)) if citation.section is not None else []
    matches = [section for section in sections if section.number == citation.section]
    if citation.section is None or matches:
        return Resolved(matches[0] if matches else chapter)
    reason = f"{in_title_marks(chapter.policy.title)}{chapter.label}没有第{write_number(citation.section)}节"
    return Unresolved(reason, chapter.policy, nearest=_places([chapter], chapter.policy))
