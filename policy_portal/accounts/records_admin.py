"""The records of signing in: failed attempts, locks (which can be lifted), sign-ins."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.utils.timezone import localtime, now

from articles.admin.base import Deciding, KeptForever
from articles.review.decisions import Decision
from policy_portal.accounts.admin import SECTION
from policy_portal.accounts.lockout import end_of_wait, unlock
from policy_portal.accounts.models import LoginFailure, LoginLock, LoginRecord


class AxesRecords(KeptForever, admin.ModelAdmin):
    """Records of django-axes, read-only."""

    section = SECTION
    list_display = ("when", "username", "ip_address", "browser")
    fields = readonly_fields = ("when", "who", "where", "browser")
    search_fields = ("username", "ip_address")
    search_help_text = "按用户名或来源地址查找"
    date_hierarchy = "attempt_time"
    ordering = ("-attempt_time",)
    actions = None

    @admin.display(description="时间", ordering="attempt_time")
    def when(self, row) -> str:
        return _moment(row.attempt_time)

    @admin.display(description="用户名", ordering="username")
    def who(self, row) -> str:
        return row.username or ""

    @admin.display(description="来源地址", ordering="ip_address")
    def where(self, row) -> str:
        return row.ip_address or ""

    @admin.display(description="浏览器")
    def browser(self, row) -> str:
        return "" if row.user_agent == "<unknown>" else row.user_agent  # what django-axes writes for none

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(LoginFailure)
class LoginFailureAdmin(AxesRecords):
    list_display = ("when", "who", "where", "has_locked", "browser")

    @admin.display(description="引起锁定", boolean=True)
    def has_locked(self, row: LoginFailure) -> bool:
        return row.locked_out


@admin.register(LoginRecord)
class LoginRecordAdmin(AxesRecords):
    list_display = ("when", "who", "where", "left", "browser")

    @admin.display(description="退出时间")
    def left(self, row: LoginRecord) -> str:
        return _moment(row.logout_time)


@admin.register(LoginLock)
class LoginLockAdmin(Deciding, AxesRecords):
    list_display = ("when", "who", "where", "failures", "waits_until", "browser")
    actions = ("unlock",)
    unit = "处"

    @admin.display(description="失败次数", ordering="failures_since_start")
    def failures(self, row: LoginLock) -> int:
        return row.failures_since_start

    @admin.display(description="锁定至")
    def waits_until(self, row: LoginLock) -> str:
        until = end_of_wait(row.username, row.ip_address)
        return _moment(until) if until and until > now() else ""

    def has_unlock_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policy_portal.unlock_loginlock")

    @admin.action(description="解除所选来源地址的锁定", permissions=["unlock"])
    def unlock(self, request, queryset):
        self.tell_decision(request, "已解除锁定", Decision(unlock(queryset)))


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""
