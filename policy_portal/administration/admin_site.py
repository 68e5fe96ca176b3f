"""The administration site: access, sections of models, saving for every model."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial, update_wrapper, wraps
from typing import TYPE_CHECKING, TypeVar, cast

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.db import DataError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

if TYPE_CHECKING:
    from django.contrib.auth.models import User  # models are not loaded yet when this module is

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])

_ALWAYS_OPEN = ("totp", "logout", "password_change", "jsi18n")
#: On the desk: those in which most waits.
_POLICIES_SHOWN = 10
_log = logging.getLogger(__name__)


class PickerJsonView(AutocompleteJsonView):
    """Choices as their administration names them (`picker_label`): an entity with its kind."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict:
        label = getattr(self.model_admin, "picker_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class PortalAdminSite(AdminSite):
    """A ModelAdmin with a `section` is listed under that name rather than under its app.

    Every model, also of libraries, gets `PortalModelAdmin`, so that no form is left out.
    """

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options,
    ) -> None:
        from articles.admin.saving.portal_model_admin import (
            PortalModelAdmin,  # its package registers models at this site
        )

        base_class = admin_class or ModelAdmin
        attributes = {"__doc__": base_class.__doc__, "__module__": base_class.__module__}
        portal_class = type(base_class.__name__, (PortalModelAdmin, base_class), attributes)
        super().register(model_or_iterable, portal_class, **options)

    def get_urls(self) -> list:
        from articles.admin.desk import quality, queue

        return [
            *queue.urls(self),
            *quality.urls(self),
            path("login/token/", self.login_token, name="login_token"),
            path("totp/", self.admin_view(self.totp), name="totp"),
            *super().get_urls(),
        ]

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:
        """If a second step is required, other pages open only after it is set up."""
        from policy_portal.accounts.totp import must_set_up  # models are not loaded yet at import

        def inner(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            if must_set_up(_user(request)) and not _is_always_open(request.path):
                return redirect("admin:totp")
            return view(request, *args, **kwargs)

        return cast(_View, super().admin_view(_refuse_bad_input(update_wrapper(inner, view)), cacheable))

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from policy_portal.accounts.views import SignIn

        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        return cast(HttpResponse, SignIn.as_view()(request))

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        from policy_portal.audit import AuditKind, record

        user = request.user if request.method == "POST" and request.user.is_authenticated else None
        response = super().logout(request, extra_context)
        if user:
            record(AuditKind.SIGN_IN, "退出", by=user, request=request)
        return response

    @method_decorator([never_cache, csrf_protect, sensitive_post_parameters("code")])
    def login_token(self, request: HttpRequest) -> HttpResponse:
        from policy_portal.accounts.views import second_step

        return second_step(request)

    @method_decorator(sensitive_post_parameters("code"))
    def totp(self, request: HttpRequest) -> HttpResponse:
        from policy_portal.accounts.views import set_up

        return set_up(request)

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        from policy_portal.audit import AuditKind, record

        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            record(AuditKind.ACCOUNT, "修改自己的密码", rows=[_user(request)], request=request)
        return response

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        """The desk: what waits, with numbers, and what changed lately."""
        from articles.review.desk import desk
        from articles.review.queue import policies_waiting
        from policy_portal.audit import recent_changes

        user = _user(request)
        desk_context = {
            "desk": desk(user),
            "policies_waiting": policies_waiting(user, most=_POLICIES_SHOWN),
            "recent_changes": recent_changes(user),
        }
        return super().index(request, {**(extra_context or {}), **desk_context})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, PickerJsonView.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Made when a template shows it: Django asks for it also where it is not shown, as in a pop-up."""
        return cast(list[dict], SimpleLazyObject(partial(self._sections, request, app_label)))

    def _sections(self, request: HttpRequest, app_label: str | None) -> list[dict]:
        sections: dict[str, dict] = {}
        for app in super().get_app_list(request, app_label):
            for model in app["models"]:
                name = self._section_name(model, app)
                sections.setdefault(name, {**app, "name": name, "models": []})["models"].append(model)
        return list(sections.values())

    def _section_name(self, model: dict, app: dict) -> str:
        return getattr(self.get_model_admin(model["model"]), "section", app["name"])


def _is_always_open(address: str) -> bool:
    return address in {reverse(f"admin:{name}") for name in _ALWAYS_OPEN}


def _user(request: HttpRequest) -> User:
    """Who asked for a page that `admin_view` opens to staff only."""
    return cast("User", request.user)


def _refuse_bad_input(view: Callable) -> Callable:
    """Answer 400 to invalid parameters (text as an id, huge years, NUL), which Django's pages do not check.

    They fail as ValueError or DataError anywhere between filter and widget; the traceback is logged in case
    the bug is ours.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()  # widgets read their values only now
        except (ValueError, OverflowError, DataError) as error:
            _log.warning("Refused %s %s", request.method, request.path, exc_info=True)
            raise BadRequest("网址或所填内容里有不能用的值，请返回上一页改正。") from error
        return response

    return guarded
