"""The delay of signing in after failures, which grows with each (docs/decisions/0027-signing-in.md).

django-axes records the failures; this module decides when they lock. A name from one address has a few
tries, an address a few times as many for all names; after that each failure doubles the wait. During the
wait, attempts are refused before a password is hashed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from policy_portal.audit import AuditKind, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_PATIENCE = 2  # seconds that a sign-in waits for its turn
_BUSY_FOR = 5  # seconds after which to try again


class Busy(Exception):
    """Other passwords are being checked: try again in a moment."""


class OneAtATime(ModelBackend):
    """Check one password at a time in each process, as hashing takes most of a second of a processor."""

    _turn = BoundedSemaphore(1)

    def authenticate(self, request: HttpRequest | None, **credentials) -> User | None:
        if not self._turn.acquire(timeout=_PATIENCE):
            raise Busy
        try:
            return super().authenticate(request, **credentials)
        finally:
            self._turn.release()


class GrowingDelay(AxesDatabaseHandler):
    """A django-axes handler with two limits and a growing delay."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        return locked_until(request, credentials) > request.axes_attempt_time

    def user_login_failed(self, sender, credentials: dict, request=None, **kwargs) -> None:
        """An attempt during the wait does not count as a failure."""
        if request is not None and request.axes_locked_out:
            request.axes_credentials = credentials
        else:
            super().user_login_failed(sender, credentials, request, **kwargs)
            if request is not None:
                _record_failure(request, credentials)

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures counted against the limit that is reached first, on the scale of a name's limit."""
        of_name, of_address = (_failure_count(rows) for rows in self.get_user_attempts(request, credentials))
        return max(of_name, of_address - settings.PORTAL_LOGIN_ADDRESS_TRIES + settings.PORTAL_LOGIN_TRIES)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """A right password resets the failures of its name, not those of others from the address."""
        of_name, _ = self.filter_user_attempts(request, credentials)
        return of_name.delete()[0]


def locked_until(request: HttpRequest, credentials: dict | None = None) -> datetime:
    """The end of the wait for this request; now if there is none."""
    AxesProxyHandler.update_request(request)
    end = end_of_wait(get_client_username(request, credentials), request.axes_ip_address)
    return max(end or request.axes_attempt_time, request.axes_attempt_time)


def end_of_wait(name: str | None, address: str | None) -> datetime | None:
    """The end of the wait for a name from an address: the later of the name's and the address's."""
    counting = AccessAttempt.objects.filter(
        ip_address=address, attempt_time__gte=now() - settings.AXES_COOLOFF_TIME
    )
    ends = (
        _wait_end(counting.filter(username=name), settings.PORTAL_LOGIN_TRIES),
        _wait_end(counting, settings.PORTAL_LOGIN_ADDRESS_TRIES),
    )
    return max(filter(None, ends), default=None)


def unlock(rows: Iterable[AccessAttempt]) -> tuple[AccessAttempt, ...]:
    """Reset all failures from the addresses of these rows, as a name and its address lock together."""
    forgiven = tuple(rows)
    AccessAttempt.objects.filter(ip_address__in={row.ip_address for row in forgiven}).delete()
    return forgiven


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The page during the wait: it does not reveal whether the account exists or the password was right."""
    wait = ceil((locked_until(request, credentials) - request.axes_attempt_time).total_seconds())
    context = {**admin.site.each_context(request), "title": "暂时不能登录", "minutes": ceil(wait / 60)}
    page = render(request, "admin/locked_out.html", context, status=429)
    page.headers["Retry-After"], page.headers["Cache-Control"] = str(max(wait, 1)), "no-store"
    return page


def _record_failure(request: HttpRequest, credentials: dict) -> None:
    """A name that no account has is not recorded: it may be a password typed in the wrong place."""
    user = get_user_model().objects.filter(username=credentials.get("username") or "").first()
    event = "登录失败：动态口令不对" if "password" not in credentials else "登录失败：用户名或密码不对"
    if locked_until(request, credentials) > request.axes_attempt_time:
        event += "；错误次数过多，暂时锁定"
    record(AuditKind.SIGN_IN, event, by=user, by_name="" if user else "（没有这个账号）", request=request)


def busy(request: HttpRequest) -> HttpResponse:
    page = render(
        request, "admin/login_busy.html", {**admin.site.each_context(request), "title": "请稍后再试"}
    )
    page.status_code, page.headers["Retry-After"] = 503, str(_BUSY_FOR)
    return page


def _wait_end(rows: QuerySet, limit: int) -> datetime | None:
    totals = rows.aggregate(failures=Sum("failures_since_start", default=0), last=Max("attempt_time"))
    if totals["failures"] < limit:
        return None
    return totals["last"] + timedelta(seconds=_delay(totals["failures"] - limit))


def _failure_count(rows: QuerySet) -> int:
    return rows.aggregate(failures=Sum("failures_since_start", default=0))["failures"]


def _delay(excess: int) -> int:
    longest = settings.PORTAL_LOGIN_LONGEST_DELAY
    return min(settings.PORTAL_LOGIN_DELAY * 2 ** min(excess, 30), longest)
