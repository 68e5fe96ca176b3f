"""The portal as it would be: a page with a change that is not published, for whoever has its address.

The change is made and taken back within one transaction around the page, so that a preview is what publishing
would give, by the same code.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from articles.admin.drafts.draft_replay import replay, rolled_back
from articles.models import Policy
from articles.models.editing.edit_draft import EditDraft
from articles.models.policies.policy_choices import Publication

#: Seconds for which an address of a preview opens.
LIFETIME = 7 * 24 * 3600
_SALT = "articles.admin.drafts.draft_preview"
_SHOWN = frozenset(("articles", "guidance"))


@dataclass(frozen=True)
class Previewed:
    """What is previewed: `make` publishes it within the caller's transaction and returns the problems."""

    name: str
    row: models.Model
    make: Callable[[], list[str]]


def preview_address(previewed: EditDraft | Policy) -> str:
    """The address of the preview of a draft, or of a policy that is not public; it opens for seven days."""
    kind = "draft" if isinstance(previewed, EditDraft) else "policy"
    token = signing.dumps([kind, previewed.pk], salt=_SALT)
    return reverse("preview", args=[token])


@require_safe
def preview(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """The page of the previewed row, or another page beside it, as readers would see it."""
    previewed = _previewed_row(token)
    with rolled_back():
        if problems := previewed.make():
            response = render(request, "preview_failed.html", {"problems": problems}, status=409)
        else:
            response = _page(request, f"/{path}" if path else _public_address(previewed.row), token)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is all that is needed to read it
    return response


def _previewed_row(token: str) -> Previewed:
    try:
        kind, pk = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError) as error:
        raise Http404("预览的地址不对，或已过期。") from error
    if kind == "policy":
        policy = Policy.objects.filter(pk=pk).first()
        if policy is None or policy.is_published:
            raise Http404("它已经公开，或已不在库中；请从知识库里阅读。")
        return Previewed(policy.title, policy, lambda: _publish_policy(policy))
    draft = EditDraft.objects.open().filter(pk=pk).first()
    if draft is None or (row := draft.row) is None:
        raise Http404("这份修改稿已经发布或放弃，没有预览了。")
    return Previewed(draft.title, row, lambda: replay(draft))


def _publish_policy(policy: Policy) -> list[str]:
    Policy.objects.with_ids([policy.pk]).update(publication=Publication.PUBLISHED)
    return []


def _public_address(row: models.Model) -> str:
    """The page on which readers see the row, as it is in this transaction."""
    row.refresh_from_db()
    public_row = row if hasattr(row, "get_absolute_url") else (getattr(row, "article", None) or row.policy)
    return public_row.get_absolute_url()


def _page(request: HttpRequest, path: str, token: str) -> HttpResponse:
    """A reading page as an anonymous reader gets it, with a banner and links that stay in the preview."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404("预览里没有这一页。") from error
    if _SHOWN.isdisjoint(match.namespaces):
        raise Http404("预览里没有这一页。")
    response = match.func(_reader_request(request, path, match), *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response.render()
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _in_preview(response.content.decode(), reverse("preview", args=[token]))
    return response


def _reader_request(request: HttpRequest, path: str, match) -> HttpRequest:
    reader_request = copy.copy(request)
    reader_request.path = reader_request.path_info = path
    reader_request.META = {**request.META, "PATH_INFO": path}
    reader_request.GET, reader_request.user, reader_request.resolver_match = (
        QueryDict(),
        AnonymousUser(),
        match,
    )
    return reader_request


def _in_preview(page: str, base: str) -> str:
    for room in ("policies", "guidance", "entities"):
        page = page.replace(f'href="/{room}/', f'href="{base}{room}/')
    banner = render_to_string("preview_banner.html", {"days": LIFETIME // 86400})
    head, body, rest = page.partition("<body")
    tag, end, content = rest.partition(">")
    return f"{head}{body}{tag}{end}{banner}{content}"
