"""/.well-known/security.txt (RFC 9116): where to report a weakness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

_VALID = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    site = settings.PORTAL_SITE_URL
    until = (timezone.now() + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        *(f"Contact: {contact}" for contact in _contacts()),
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {site}{request.path}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _contacts() -> list[str]:
    if settings.PORTAL_SECURITY_CONTACT:
        return settings.PORTAL_SECURITY_CONTACT.split()
    page = settings.PORTAL_SITE_URL + reverse("about_page", args=["contact"])
    email = settings.PORTAL_CONTACT["email"]
    return [f"mailto:{email}", page] if email else [page]
