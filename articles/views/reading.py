"""Reading pages: the list of policies, a policy, a chapter, an article."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.analysis.policy_picture import policy_picture
from articles.exports.jsonld import article_jsonld, policy_jsonld
from articles.links.display import links_of, marked_blocks, marked_units, passage_blocks
from articles.links.documents.later_amendments import later_amendments
from articles.links.documents.relations import cited_in, family_of, relations_of
from articles.links.preceding_articles import relative_citations
from articles.links.related_articles import related_articles
from articles.models import Division, Policy
from articles.reading.citation_forms import citation_lines, permanent_identifiers
from articles.reading.contents import Contents, contents_of
from articles.reading.places.missing_places import (
    misplaced_chapter,
    missing_provision,
    missing_version,
    no_such_annex,
    no_such_chapter,
    no_such_unit,
    only_in_annex,
)
from articles.reading.places.provisions import provision_path
from articles.reading.policy_filters import PolicyFilter
from articles.reading.schema_org import breadcrumbs
from articles.reading.site_address import site_address
from articles.versions.timeline import timeline_of
from articles.views.versions import by_day
from articles.views.word_marks import carried_words, words_found

POLICIES_A_PAGE = 30


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    policies = Policy.objects.published().with_article_counts().in_list_order().prefetch_related("issuers")
    filtered = PolicyFilter(request.GET, policies)
    page = Paginator(filtered.qs, POLICIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"filter": filtered, "page": page, "params": request.GET}
    return render(request, "articles/policy_list.html", context)


@require_safe
@by_day
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    contents = contents_or_404(slug)
    policy = contents.policy
    relations = relations_of(policy)
    context = {
        "policy": policy,
        "contents": contents,
        "permanent": permanent_identifiers(policy),
        "structured": policy_jsonld(policy, site=site_address, relations=relations),
        "passages": passage_blocks(policy),
        "picture": policy_picture(slug),
        "other_version": missing_version(policy, request.GET.get("cited_version", "")),
        "family": family_of(relations),
        "due": timeline_of(slug).due(timezone.localdate()),
        "amended": later_amendments(policy, relations, made_on=policy.version_date, day=timezone.localdate()),
        "citations": citation_lines(policy, url=site_address(request.path), cited_on=timezone.localdate()),
    }
    return render(request, "articles/policy.html", context)


@require_safe
@by_day
def chapter(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    contents = contents_or_404(slug)
    return _division_page(request, contents, chapter_or_404(contents, address))


@require_safe
@by_day
def annex(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    contents = contents_or_404(slug)
    return _division_page(request, contents, annex_or_404(contents, address))


def _division_page(request: HttpRequest, contents: Contents, chapter: Division) -> HttpResponse:
    policy = contents.policy
    steps = [(policy.title, policy.get_absolute_url()), (chapter.heading, chapter.get_absolute_url())]
    before, after = contents.around_chapter(chapter)
    context = {
        "policy": policy,
        "chapter": chapter,
        "structured": breadcrumbs(steps, site=site_address),
        "marked": marked_units(
            contents.with_texts(contents.articles_in(chapter)), within=chapter, contents=contents
        ),
        "chapter_file": chapter.file_address,
        "words": carried_words(request),
        "contents": contents,
        "previous": before,
        "next": after,
    }
    return render(request, "articles/chapter.html", context)


@require_safe
@by_day
def full(request: HttpRequest, slug: str) -> HttpResponse:
    contents = contents_or_404(slug)
    policy = contents.policy
    marked = marked_units(contents.with_texts(contents.articles), contents=contents)
    passages = passage_blocks(policy)
    before, after = passages.get("introduction", ()), marked_blocks(policy.annex)
    words, found_units = words_found(request, marked, before=before, after=after)
    context = {
        "policy": policy,
        "contents": contents,
        "marked": marked,
        "passages": passages,
        "words": words,
        "found_units": found_units,
        "citations": citation_lines(
            policy, url=site_address(policy.get_absolute_url()), cited_on=timezone.localdate()
        ),
    }
    return render(request, "articles/full.html", context)


@require_safe
@by_day
def article(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    contents = contents_or_404(slug)
    policy = contents.policy
    article = contents.article(unit)
    if article is None:
        return _redirect_to_provision(contents, unit)
    links = links_of(article, contents)
    before, after = contents.around_article(article)
    context = {
        "policy": policy,
        "article": article,
        "contents": contents,
        "links": links,
        "cited": cited_in(article),
        "cited_relatively": relative_citations(article, contents),
        "permanent": permanent_identifiers(article),
        "structured": article_jsonld(
            article,
            site=site_address,
            mentions=links.mentions,
            references=links.references,
        ),
        "above": contents.above(article),
        "marked": marked_units(
            contents.with_texts(contents.below(article)), within=article.division, contents=contents
        ),
        "words": carried_words(request),
        "related": related_articles(article, links.mentions),
        "previous": before,
        "next": after,
        "misplaced": misplaced_chapter(article, request.GET.get("cited_chapter", "")),
        "absent": missing_provision(article, request.GET.get("cited_provision", "")),
        "in_annex": only_in_annex(article, request.GET.get("only_in_annex", "")),
        "other_version": missing_version(policy, request.GET.get("cited_version", "")),
        "citations": citation_lines(article, url=site_address(request.path), cited_on=timezone.localdate()),
    }
    return render(request, "articles/article.html", context)


def _redirect_to_provision(contents: Contents, unit: str) -> HttpResponse:
    """A 款 or 项 is read where it stands in its article."""
    path = provision_path(contents, unit)
    if path is None:
        raise Http404(no_such_unit(contents.policy, unit))
    return redirect(path)


def contents_or_404(slug: str) -> Contents:
    try:
        return contents_of(slug)
    except Policy.DoesNotExist:
        raise Http404("没有这件政策，或者它没有公开。") from None


def chapter_or_404(contents: Contents, address: str) -> Division:
    chapter = contents.chapter(address)
    if chapter is None:
        raise Http404(no_such_chapter(contents.policy, address))
    return chapter


def annex_or_404(contents: Contents, address: str) -> Division:
    annex = contents.annex(address)
    if annex is None:
        raise Http404(no_such_annex(contents.policy, address))
    return annex
