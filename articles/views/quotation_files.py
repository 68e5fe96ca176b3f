"""Lists of quotations as files, at the address of their page with a suffix."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exports.download import attachment
from articles.exports.quotations import QuotationList, file_of, quotation_list, quotations_of
from articles.models import Division
from articles.reading.contents import Contents
from articles.text.citing.naming.titles import in_title_marks
from articles.views.reading import annex_or_404, chapter_or_404, contents_or_404
from articles.views.versions import dated_or_404, division_in


def quotation_file(quotations: QuotationList, suffix: str) -> HttpResponse:
    """Answer with the file of a list; Word and Excel are downloads named after it."""
    body, chosen = file_of(quotations, suffix)
    response = HttpResponse(body, content_type=chosen.media_type)
    response["Link"] = f'<{quotations.address}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    if chosen.is_download:
        name = f"{quotations.title[:80]}.{suffix}"
        response["Content-Disposition"] = attachment(f"quotations.{suffix}", chinese=name)
    return response


@require_safe
def chapter_file(request: HttpRequest, slug: str, address: str, list_format: str) -> HttpResponse:
    if dated := dated_or_404(request, slug):
        chapter = division_in(dated, chapter=address)
        return _division_file(dated.contents, chapter, list_format, version=dated.statement)
    contents = contents_or_404(slug)
    return _division_file(contents, chapter_or_404(contents, address), list_format)


@require_safe
def annex_file(request: HttpRequest, slug: str, address: str, list_format: str) -> HttpResponse:
    if dated := dated_or_404(request, slug):
        annex = division_in(dated, annex=address)
        return _division_file(dated.contents, annex, list_format, version=dated.statement)
    contents = contents_or_404(slug)
    return _division_file(contents, annex_or_404(contents, address), list_format)


def _division_file(
    contents: Contents, chapter: Division, list_format: str, *, version: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    quotations = quotation_list(
        quotations_of(contents.with_texts(contents.articles_in(chapter)), cited_on=today),
        title=f"{in_title_marks(contents.policy.title)}{chapter.heading}"
        + (f"（{version.rstrip('。')}）" if version else ""),
        path=chapter.get_absolute_url(),
        made_on=today,
        made_by=settings.PORTAL_SITE_NAME,
    )
    return quotation_file(quotations, list_format)
