"""The lines of a list of results, written by functions: a page has twenty, and templates take several times
as long."""

from __future__ import annotations

from django import template
from django.http import QueryDict
from django.template.defaultfilters import truncatechars
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, LaterRule, Policy
from articles.reading.facets import query_string
from articles.search import DocumentHits, Hit
from articles.templatetags.repeated import joined, snippet
from articles.text.citing.naming.titles import in_title_marks

register = template.Library()

_LONGEST_BASIS = 80
_CITED = format_html(' <span class="hint">{}</span>', "所引条文")
#: As components/pick.html.
_PICK = """
<label class="pick"><input type="checkbox" name="unit" value="{}" form="selection">\
<span class="visually-hidden">收藏{}</span></label>
"""
_ARTICLE_LINK = (
    '<a href="{url}{carried}{anchor}"><span class="article-label">{label}{place}</span>{cited} {heading}</a>'
)
_ARTICLE = """\
<div class="item-head"><h2>{}</h2>{}</div>
<p class="hint result__document">{}{}</p>
<p class="result__snippet">{}</p>
{}
{}
{}
"""
_WHY = """
<details class="why" data-hx-get="{}" data-hx-include="#why" data-hx-vals='{{"article": "{}"}}' \
data-hx-trigger="toggle once" data-hx-target="find .why__body">
  <summary>为什么是这一条<span class="visually-hidden">：{}</span></summary>
  <div class="why__body"><button type="submit" form="why" name="article" value="{}">看各项得分</button></div>
</details>

"""
_DOCUMENT = """\
<div class="item-head"><h2><a href="{}">{}</a></h2></div>
<p class="hint">{}{}</p>
<ol class="units">
  {}
</ol>
{}
"""
_UNIT = """
  <li>
    <div class="item-head"><h3>{}</h3>{}</div>
    <p class="result__snippet">{}</p>
    {}
    {}
  </li>
  """
_ALL_UNITS = '<p class="units__more"><a href="?{}" rel="nofollow">这件文件的全部 {} 条</a></p>'


@register.simple_tag
def article_line(hit: Hit, carried: str, why_page: str) -> str:
    """{% article_line hit carried why_page %}: an article that was found, with the way to its score."""
    article, policy = hit.article, hit.article.policy
    return format_html(
        _ARTICLE,
        _article_link(hit, carried),
        _selection_box(article),
        in_title_marks(policy.title),
        f" · {hit.context}" if hit.context else "",
        snippet(hit.snippet),
        "" if policy.is_in_force else format_html('<p class="hint standing-line">{}</p>', _standing(policy)),
        _later_rules(article.later_rules),
        _score_details(article, why_page),
    )


@register.simple_tag
def document_line(group: DocumentHits, carried: str, params: QueryDict) -> str:
    """{% document_line group carried params %}: a document, its best units, the way to all of them."""
    policy = group.policy
    more = query_string(params, policy=policy.slug, by="unit") if group.left_out else ""
    return format_html(
        _DOCUMENT,
        policy.get_absolute_url(),
        policy.title,
        f"{policy.document_number} · " if policy.document_number else "",
        _standing(policy),
        joined(_unit_line(hit, carried) for hit in group.hits),
        format_html(_ALL_UNITS, more, group.count) if more else "",
    )


def _unit_line(hit: Hit, carried: str) -> SafeString:
    return format_html(
        _UNIT,
        _article_link(hit, carried),
        _selection_box(hit.article),
        snippet(hit.snippet),
        format_html('<p class="hint">{}</p>', hit.context) if hit.context else "",
        _later_rules(hit.article.later_rules),
    )


def _article_link(hit: Hit, carried: str) -> str:
    return format_html(
        _ARTICLE_LINK,
        url=hit.url,
        carried=carried,
        anchor=f"#para_{hit.provision.line}" if hit.provision else "",
        label=hit.article.label,
        place=hit.place,
        cited=_CITED if hit.is_cited else "",
        heading=snippet(hit.heading),
    )


def _selection_box(article: Article) -> str:
    return format_html(_PICK, article.key, article.label)


def _score_details(article: Article, why_page: str) -> str:
    key = f"{article.policy.slug}/{article.address}"
    return format_html(_WHY, why_page, key, article.label, key)


def _standing(policy: Policy) -> str:
    doubts = (f"（{truncatechars(doubt.basis, _LONGEST_BASIS)}）" for doubt in policy.doubts)
    return "".join([policy.standing, *doubts])


def _later_rules(rules: tuple[LaterRule, ...]) -> str:
    """Few articles have any."""
    html = get_template("components/later_rules_short.html").render({"rules": rules}) if rules else "\n"
    return html
