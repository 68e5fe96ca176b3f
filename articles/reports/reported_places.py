"""The page that a report is about: its address and what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Article, Policy
from articles.models.editing.reader_report import LONGEST_PLACE
from articles.text.citing.naming.titles import in_title_marks

#: What pages that are neither a policy's nor an article's are called, by the name of their address.
_PAGES = {
    "home": "首页",
    "articles:policies": "政策目录",
    "articles:search": "检索",
    "articles:entity": "主题或部门页",
    "articles:matrix": "交叉统计",
    "articles:graph": "关系图",
    "articles:compare": "两条对照",
    "guidance:finder": "企业问答",
    "guidance:measures": "支持措施清单",
    "guidance:measure": "支持措施",
    "selection:page": "收藏",
}


@dataclass(frozen=True)
class ReportedPage:
    """`name` is what readers and editors call the page."""

    address: str
    name: str
    policy: Policy | None = None
    article: Article | None = None


def local_address(typed: str) -> str:
    """An address of this site from a form or a link; "" for any other, or one that is too long.

    >>> local_address("/policies/?page=2"), local_address("//elsewhere.example/"), local_address("x")
    ('/policies/?page=2', '', '')
    """
    is_ours = typed.startswith("/") and not typed.startswith(("//", "/\\")) and typed.isprintable()
    parts = urlsplit(typed) if is_ours and len(typed) <= LONGEST_PLACE else None
    return typed if parts and not parts.scheme and not parts.netloc else ""


def place_of(address: str) -> ReportedPage:
    """What stands at an address of this site, whether or not there is a page."""
    try:
        match = resolve(unquote(urlsplit(address).path))
    except Resolver404:
        return ReportedPage(address, "没有找到的网页")
    policy = _policy_at(match)
    article = _article_at(match, policy) if policy else None
    if article:
        return ReportedPage(
            address, f"{in_title_marks(article.policy.title)}{article.label}", policy, article
        )
    if policy:
        return ReportedPage(address, in_title_marks(policy.title), policy)
    return ReportedPage(address, _PAGES.get(match.view_name, "网页"))


def _policy_at(match: ResolverMatch) -> Policy | None:
    if "articles" not in match.namespaces or not match.route.startswith("policies/"):
        return None
    return Policy.objects.published().with_slugs([str(match.kwargs.get("slug", ""))]).first()


def _article_at(match: ResolverMatch, policy: Policy) -> Article | None:
    address = str(match.kwargs.get("unit", ""))
    return Article.objects.published().for_reading().of_policy(policy).addressed([address]).first()
