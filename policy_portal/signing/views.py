"""Where others get what they check signatures with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.exports.download import attachment
from policy_portal.signing.signatures import VERIFIER, kit


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return HttpResponse(kit()["keys.json"], content_type="application/json; charset=utf-8")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(kit()[VERIFIER.name], content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = attachment(VERIFIER.name)
    return response
