"""What a policy says that lacks the place an address or a citation names: the range that it has."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article, Division, Policy
from articles.reading.contents import Contents
from articles.reading.places.provisions import describe_provisions, provision_at
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.article_citations import article_label, parse_article_address
from articles.text.numbers.numerals import HIGHEST, write_number
from articles.text.numbers.whole_numbers import whole_number

#: What an address says for the year, where 新公司法 was cited.
NEWEST = "newest"


def no_such_article(policy: Policy, number: int, suffix: int = 0) -> str:
    """The message that a policy has no such article, with the range it has: 条号范围为第一条至第三十四条."""
    articles = Article.objects.of_policy(policy)
    if articles.withdrawn().numbered(number, suffix).exists():
        return f"{in_title_marks(policy.title)}{article_label(number, suffix)}已撤下，暂不公开"
    ends = articles.published().at_the_top().first_and_last() or articles.published().first_and_last()
    scope = f"条号范围为{ends[0].label}至{ends[1].label}" if ends else "它还没有条文"
    return f"{in_title_marks(policy.title)}没有{article_label(number, suffix)}，{scope}"


def no_such_unit(policy: Policy, address: str) -> str:
    """The same for the address of any unit."""
    if number := parse_article_address(address):
        return no_such_article(policy, *number)
    if Article.objects.of_policy(policy).withdrawn().addressed([address]).exists():
        return f"{in_title_marks(policy.title)}的这一处（{address}）已撤下，暂不公开"
    return f"{in_title_marks(policy.title)}没有这一处（{address}）"


def no_such_place(above: Sequence[Article | Division], contents: Contents) -> str:
    """The message that a text without articles has no such place, with those that it has there.

    《某意见》没有这一处：第二部分有第（一）项至第（四）项. `above` is what it would stand in; [] is the text.
    """
    reason = f"{in_title_marks(contents.policy.title)}没有这一处"
    if len(above) > 1:
        return reason
    near = above[0] if above else None
    inside = [unit for unit in contents.articles if _is_directly_in(unit, near)]
    return f"{reason}：{near.label if near else '它'}有{_range_label(inside)}" if inside else reason


def _is_directly_in(unit: Article, place: Article | Division | None) -> bool:
    if isinstance(place, Article):
        return unit.parent_id == place.pk
    annex = unit.division.annex if unit.division else None
    return unit.parent_id is None and annex == place


def _range_label(units: Sequence[Article]) -> str:
    """第（一）项至第（四）项: the first and the last of units that stand in one place; an opening is none."""
    alike = [unit.cited_label for unit in units if unit.unit == units[-1].unit]
    return f"{alike[0]}至{alike[-1]}" if len(alike) > 1 else alike[0]


def only_in_annex(article: Article, cited: str) -> str:
    """That a place was cited that only the annex has, or ""."""
    annex = article.division.annex if article.division else None
    if not cited or annex is None:
        return ""
    title = in_title_marks(annex.title) if annex.title else ""
    return f"正文没有您引用的这一处，它在{annex.label}{title}里"


def no_such_chapter(policy: Policy, address: str) -> str:
    """The message that a policy has no such chapter, with the range it has: 章号范围为第一章至第七章."""
    chapters = policy.divisions.chapters().order_by("position")
    first, last = chapters.first(), chapters.last()
    scope = f"章号范围为{first.label}至{last.label}" if first and last else "它不分章"
    number = whole_number(address, at_most=HIGHEST)
    return f"{in_title_marks(policy.title)}没有第{write_number(number) if number else address}章，{scope}"


def no_such_annex(policy: Policy, address: str) -> str:
    """The message that a policy has no such annex, with those it has: 附件1至附件3."""
    annexes = list(policy.divisions.annexes().in_order())
    scope = f"有{annexes[0].label}至{annexes[-1].label}" if annexes else "它没有附件"
    return f"{in_title_marks(policy.title)}没有附件{address}，{scope}"


def missing_version(policy: Policy, cited: str) -> str:
    """That the text of another year was cited than is stored, or that it may not be the newest, or ""."""
    year = whole_number(cited, at_most=HIGHEST)
    dated = policy.version_date
    if cited == NEWEST and dated:
        return f"您写的是新的文本；这里是{dated.year}年的文本，请核对是不是您要的那一版"
    if not year or (dated and dated.year == year):
        return ""
    stored = f"这里是{dated.year}年的文本" if dated else "这里的文本没有载明日期"
    return f"您引用的是{year}年的文本，本库没有收录那一版；{stored}，请核对"


def missing_provision(article: Article, cited: str) -> str:
    """That an article has no such 款, 项 or 目 as was cited (k2.5), with those it has, or ""."""
    provision = provision_at(cited)
    if not article.is_article or provision is None or provision.is_in(article):
        return ""
    return f"{article.label}没有{provision.words}：{describe_provisions(article)}"


def misplaced_chapter(article: Article, cited: str) -> str:
    """Return the cited chapter (第一章) if the article is not in it, else ""."""
    number = whole_number(cited, at_most=HIGHEST)
    if not number or (article.chapter and article.chapter.number == number):
        return ""
    return f"第{write_number(number)}章"
