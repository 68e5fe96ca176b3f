"""Signing in, in one or two steps, and the page to set up the second step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, login, user_login_failed
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode

from policy_portal.accounts import lockout, sessions, totp
from policy_portal.audit import AuditKind, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_HALF_WAY = "half_signed_in"
_MINUTES_HALF_WAY = 5


class SignIn(LoginView):
    """Name and password; users with a device are signed in after the second step only."""

    template_name = "admin/login.html"
    authentication_form = AdminAuthenticationForm
    next_page = "admin:index"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except lockout.Busy:
            return lockout.busy(request)

    def get_context_data(self, **kwargs) -> dict:
        own = {"title": "登录", "subtitle": None, "app_path": self.request.get_full_path()}
        username = self.request.user.get_username()
        frame = admin.site.each_context(self.request)
        return super().get_context_data(**kwargs) | frame | own | {"username": username}

    def form_valid(self, form: AdminAuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if not totp.has_totp(user):
            response = super().form_valid(form)
            sessions.begin(self.request)
            record(AuditKind.SIGN_IN, "登录", request=self.request)
            return response
        record(AuditKind.SIGN_IN, "密码正确，等待动态口令", by=user, request=self.request)
        self.request.session[_HALF_WAY] = {
            "user": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "at": timezone.now().timestamp(),
        }
        query = urlencode({self.redirect_field_name: self.get_success_url()})
        return HttpResponseRedirect(f"{reverse('admin:login_token')}?{query}")


def second_step(request: HttpRequest) -> HttpResponse:
    """The page for the code, after the right password."""
    user = _user_after_password(request)
    if user is None:
        messages.warning(request, "请先输入用户名和密码。")
        return redirect("admin:login")
    if request.method == "POST" and (response := _try_code(request, user)):
        return response
    context = {**admin.site.each_context(request), "title": "动态口令", "next": _next_address(request)}
    return TemplateResponse(request, "admin/login_token.html", context)


def set_up(request: HttpRequest) -> HttpResponse:
    """Set up, renew or remove one's own second step."""
    steps = {"begin": _begin, "confirm": _confirm, "codes": _renew_codes, "stop": _stop}
    step = steps.get(request.POST.get("step", ""))
    outcome = step(request) if request.method == "POST" and step else {}
    context = {
        **admin.site.each_context(request),
        "title": "动态口令",
        "has_totp": totp.has_totp(request.user),
        "codes_left": totp.codes_left(request.user),
        "is_required": settings.PORTAL_TOTP == "required",
        **outcome,
    }
    return TemplateResponse(request, "admin/totp.html", context)


def _begin(request: HttpRequest) -> dict:
    return {} if totp.has_totp(request.user) else {"device": _setup_data(totp.begin(request.user))}


def _confirm(request: HttpRequest) -> dict:
    if codes := totp.confirm(request.user, request.POST.get("code", "")):
        _log(request, "启用动态口令")
        messages.success(request, "动态口令已经启用，下次登录时使用。")
        return {"codes": codes}
    device = totp.waiting(request.user).first()
    messages.error(request, "口令不对，没有启用。请核对手机的时间，输入最新的六位数字。")
    return {"device": _setup_data(device)} if device else {}


def _renew_codes(request: HttpRequest) -> dict:
    if not _is_code_right(request):
        return {}
    _log(request, "重新生成恢复码")
    return {"codes": totp.new_recovery_codes(request.user)}


def _stop(request: HttpRequest) -> dict:
    if settings.PORTAL_TOTP != "required" and _is_code_right(request):
        totp.remove(request.user)
        _log(request, "停用动态口令")
        messages.success(request, "动态口令已经停用。")
    return {}


def _is_code_right(request: HttpRequest) -> bool:
    typed = request.POST.get("code", "")
    if wait := totp.wait(request.user, typed):
        messages.error(request, f"错误次数过多，请 {wait} 秒后再试。")
        return False
    if not totp.check(request.user, typed):
        messages.error(request, "口令不对，没有改变。")
        return False
    return True


def _setup_data(device: totp.TOTPDevice) -> dict:
    """The QR code and key for an authenticator app; shown only until the first code."""
    return {"qr_code": totp.qr_code(device), "key": totp.written_key(device)}


def _user_after_password(request: HttpRequest) -> User | None:
    """The user who has just entered the right password, if account and password have not changed since."""
    pending = request.session.get(_HALF_WAY)
    if not pending or timezone.now().timestamp() - pending["at"] > _MINUTES_HALF_WAY * 60:
        return None
    user = get_user_model().objects.filter(pk=pending["user"], is_active=True, is_staff=True).first()
    is_same = user and constant_time_compare(user.get_session_auth_hash(), pending["password"])
    return user if is_same else None


def _try_code(request: HttpRequest, user: User) -> HttpResponse | None:
    """Sign in if the code is right; a wrong one counts as a wrong password."""
    credentials = {"username": user.get_username()}
    typed = request.POST.get("code", "")
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out, request.axes_credentials = True, credentials
    elif wait := totp.wait(user, typed):
        messages.error(request, f"错误次数过多，请 {wait} 秒后再试。")
    elif totp.check(user, typed):
        return _sign_in(request, user)
    else:
        user_login_failed.send(__name__, credentials=credentials, request=request)
        messages.error(request, "口令不对。请输入最新的六位数字，或一个没有用过的恢复码。")
    return None


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    backend = request.session.pop(_HALF_WAY)["backend"]
    login(request, user, backend=backend)
    sessions.begin(request)
    record(AuditKind.SIGN_IN, "登录（动态口令）", request=request)
    return HttpResponseRedirect(_next_address(request))


def _next_address(request: HttpRequest) -> str:
    address = RedirectURLMixin()
    address.request, address.next_page = request, "admin:index"
    return address.get_success_url()


def _log(request: HttpRequest, message: str) -> None:
    record(AuditKind.ACCOUNT, message, rows=[request.user], request=request)
