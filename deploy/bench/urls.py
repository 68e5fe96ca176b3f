"""The portal's addresses and an empty page, which passes through the same middleware as all the others."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from policy_portal import urls
from policy_portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Computed anew for each reader, whatever the portal keeps of its pages."""
    return HttpResponse(headers={"Cache-Control": "private, no-store"})


urlpatterns = [path("bench/empty/", empty), *urls.urlpatterns]
