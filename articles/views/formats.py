"""Policies and articles as .jsonld, .xml, .txt or .docx, at their address with that suffix."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.exports.akn import MEDIA_TYPE, akn_xml
from articles.exports.docx import docx_bytes
from articles.exports.download import WORD, attachment
from articles.exports.exported_content import Content, content_of, content_of_article, text_alone
from articles.exports.jsonld import article_jsonld, policy_jsonld
from articles.exports.plain import plain_text
from articles.models import Article, Policy
from articles.reading.places.missing_places import no_such_unit
from articles.reading.signed_statements import is_signing, sha256, signed, statement_of
from articles.reading.site_address import site_address
from articles.versions.version_texts import DatedText
from articles.views.reading import contents_or_404
from articles.views.versions import dated_or_404, unit_in

_TYPES = {
    "jsonld": "application/ld+json",
    "xml": MEDIA_TYPE,
    "txt": "text/plain; charset=utf-8",
    "docx": WORD,
}


@require_safe
def policy_format(request: HttpRequest, slug: str, export_format: str) -> HttpResponse:
    if dated := dated_or_404(request, slug):
        return _dated_answer(request, dated, export_format)
    policy = get_object_or_404(Policy.objects.published().prefetch_related("issuers", "records"), slug=slug)
    return _file_response(request, policy, content_of(policy), export_format)


@require_safe
def article_format(request: HttpRequest, slug: str, unit: str, export_format: str) -> HttpResponse:
    if dated := dated_or_404(request, slug):
        return _dated_answer(request, dated, export_format, unit=unit)
    contents = contents_or_404(slug)
    article = contents.article(unit)
    if article is None:
        raise Http404(no_such_unit(contents.policy, unit))
    return _file_response(request, article, content_of_article(article), export_format)


@require_safe
def article_signature(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """A signature apart from what it signs: the article, and its files by their hashes."""
    article, content, page = _article_of_day(request, slug, unit)
    bodies = {f"{unit}.{name}": write(request, article, content, page) for name, write in _WRITERS.items()}
    files = {name: sha256(body.encode() if isinstance(body, str) else body) for name, body in bodies.items()}
    evidence = signed(statement_of(article, files=files))
    if evidence is None:
        raise Http404("本站没有启用签名。")
    return JsonResponse(evidence.as_record(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _article_of_day(request: HttpRequest, slug: str, unit: str) -> tuple[Article, Content, str]:
    """With the address of its page; of today, or of the day that is asked for. Raises Http404."""
    if dated := dated_or_404(request, slug):
        article, content = unit_in(dated, unit), _content_of_day(dated, unit)
        article.changed_at = None
        return article, content, _page_address(article, f"?at={dated.day}")
    contents = contents_or_404(slug)
    current = contents.article(unit)
    if current is None:
        raise Http404(no_such_unit(contents.policy, unit))
    current.changed_at = current.last_change()
    return current, content_of_article(current), _page_address(current)


def _dated_answer(
    request: HttpRequest, dated: DatedText, export_format: str, *, unit: str = ""
) -> HttpResponse:
    target: Policy | Article = unit_in(dated, unit) if unit else dated.contents.policy
    response = _file_response(
        request, target, _content_of_day(dated, unit), export_format, query=f"?at={dated.day}"
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _content_of_day(dated: DatedText, unit: str = "") -> Content:
    """The text in force on a day, with a line that says which it is."""
    contents, article = dated.contents, unit_in(dated, unit) if unit else None
    if dated.version.is_current:
        content = content_of_article(article) if article else content_of(contents.policy)
    else:  # links are those of the present text
        content = text_alone(contents, contents.with_texts(contents.articles), article)
    return replace(content, version=dated.statement)


def _file_response(
    request: HttpRequest, target: Policy | Article, content: Content, export_format: str, *, query: str = ""
) -> HttpResponse:
    page = _page_address(target, query)
    body = _WRITERS[export_format](request, target, content, page)
    response = HttpResponse(body, content_type=_TYPES[export_format])
    response["Link"] = f'<{page}>; rel="canonical"'
    if isinstance(target, Article) and is_signing():
        response["Link"] += f', <{site_address(target.file_address)}.sig{query}>; rel="describedby"'
    if export_format == "docx":
        name = target.short_citation if isinstance(target, Article) else target.title
        response["Content-Disposition"] = attachment(f"{content.policy.slug}.docx", chinese=f"{name}.docx")
    return response


def _page_address(target: Policy | Article, query: str = "") -> str:
    return f"{site_address(target.get_absolute_url())}{query}"


def _jsonld(request: HttpRequest, target: Policy | Article, content: Content, page: str) -> str:
    site = site_address
    if isinstance(target, Policy):
        members = policy_jsonld(target, site=site, articles=content.articles, relations=content.relations)
    else:
        mentions, references = content.mentions.get(target.pk, ()), content.references.get(target.pk, ())
        members = article_jsonld(target, site=site, mentions=mentions, references=references)
    return json.dumps(members, ensure_ascii=False, indent=1)


def _xml(request: HttpRequest, target: Policy | Article, content: Content, page: str) -> bytes:
    return akn_xml(content)


def _txt(request: HttpRequest, target: Policy | Article, content: Content, page: str) -> str:
    return plain_text(content, url=page)


def _docx(request: HttpRequest, target: Policy | Article, content: Content, page: str) -> bytes:
    return docx_bytes(content, url=page, exported_from=settings.PORTAL_SITE_NAME)


_WRITERS: dict[str, Callable[[HttpRequest, Policy | Article, Content, str], str | bytes]] = {
    "jsonld": _jsonld,
    "xml": _xml,
    "txt": _txt,
    "docx": _docx,
}
