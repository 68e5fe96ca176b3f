"""Share pictures of policies and articles; the site's own where the font lacks a character."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.exports.share_picture import article_picture, policy_picture
from articles.reading.places.missing_places import no_such_unit
from articles.views.reading import contents_or_404


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    return _picture_response(
        policy_picture(contents_or_404(slug).policy, site_name=settings.PORTAL_SITE_NAME)
    )


@require_safe
def article(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    contents = contents_or_404(slug)
    article = contents.article(unit)
    if article is None:
        raise Http404(no_such_unit(contents.policy, unit))
    return _picture_response(article_picture(article, site_name=settings.PORTAL_SITE_NAME))


def _picture_response(picture: bytes | None) -> HttpResponse:
    if picture is None:
        return redirect(static("img/share.png"))
    return HttpResponse(picture, content_type="image/png")
