"""A session of the administration ends after some hours, and after some minutes without a request.

Readers' pages have no session; the time of the last request is stored at most once a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from articles.models.postgres.outages import is_read_only

_BEGAN, _SEEN = "signed_in_at", "seen_at"
_WRITTEN_EVERY = 60  # seconds


def begin(request: HttpRequest) -> None:
    """Start the times of a session after signing in."""
    request.session[_BEGAN] = request.session[_SEEN] = timezone.now().timestamp()


def end_of_sessions(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: end expired sessions before a page of the administration."""
    inside, login = reverse("admin:index"), reverse("admin:login")

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(inside) or not request.user.is_authenticated:
            return get_response(request)
        if reason := _end_reason(request):
            return _sign_out(request, reason, login)
        return get_response(request)

    return middleware


def _end_reason(request: HttpRequest) -> str:
    """Why the session has expired, in Chinese; else store that it is in use and return ""."""
    now, session = timezone.now().timestamp(), request.session
    began, last_request = session.get(_BEGAN, now), session.get(_SEEN, now)
    idle = timedelta(minutes=settings.PORTAL_SESSION_IDLE_MINUTES).total_seconds()
    if now - began >= timedelta(hours=settings.PORTAL_SESSION_HOURS).total_seconds():
        return f"登录已满 {settings.PORTAL_SESSION_HOURS} 小时"
    if now - last_request >= idle:
        return f"已有 {settings.PORTAL_SESSION_IDLE_MINUTES} 分钟没有操作"
    is_due = _BEGAN not in session or now - last_request >= min(_WRITTEN_EVERY, idle / 2)
    # Pages that poll their progress are not activity; a standby cannot be written to.
    if is_due and not request.htmx and not is_read_only():
        session[_BEGAN], session[_SEEN] = began, now
    return ""


def _sign_out(request: HttpRequest, reason: str, login: str) -> HttpResponse:
    logout(request)
    warning = "刚才提交的内容没有保存，登录后请重新填写。" if request.method == "POST" else ""
    messages.warning(request, f"{reason}，已自动退出，请重新登录。{warning}")
    if request.htmx:
        return HttpResponseClientRedirect(login)
    return redirect_to_login(request.get_full_path(), login)
