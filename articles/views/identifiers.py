"""ELI and Akoma Ntoso identifiers redirect to the page or to the requested format."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Article, Division, Policy
from articles.reading.former_addresses import article_called, division_called, policy_of_work
from articles.text.citing.places.identifiers import PermanentPath, parse_permanent_path
from articles.versions.timeline import timeline_of

_SUFFIX = re.compile(r"\.(?P<suffix>xml|jsonld|json|txt|docx)$")
#: Media type in Accept → format.
_FORMATS_BY_MEDIA_TYPE = {
    "application/akn+xml": "xml",
    "application/ld+json": "jsonld",
    "application/json": "json",
    "text/plain": "txt",
}


@require_safe
@vary_on_headers("Accept")
def permanent(request: HttpRequest, path: str) -> HttpResponse:
    """Redirect permanently to the page; to a format by 303, as that depends on the Accept header."""
    suffix = _SUFFIX.search(request.path)
    identifier = parse_permanent_path(_SUFFIX.sub("", request.path))
    target = target_of(identifier) if identifier else None
    if target is None:
        raise Http404("知识库中没有这个标识所指的文件或条文")
    at = _day_of_version(target, identifier.version) if identifier else ""
    export_format = suffix["suffix"] if suffix else _accepted_format(request)
    if export_format and not isinstance(target, Division):
        response = redirect(_address_with_query(request, f"{target.file_address}.{export_format}", at))
        response.status_code = 301 if suffix else 303
        return response
    return redirect(_address_with_query(request, target.get_absolute_url(), at), permanent=True)


def _day_of_version(target: Policy | Article | Division, version: str) -> str:
    """at=2022-01-01, if the identifier names a text that is not the present one."""
    policy = target if isinstance(target, Policy) else target.policy
    named = (
        candidate for candidate in timeline_of(policy.slug).versions if version and candidate.key == version
    )
    other = next((candidate for candidate in named if not candidate.is_current), None)
    return f"at={other.begins_on}" if other and other.begins_on else ""


def _address_with_query(request: HttpRequest, address: str, at: str) -> str:
    """The address with the query string of the identifier, and the day of its version."""
    place, mark, fragment = address.partition("#")
    query = "&".join(filter(None, [request.META.get("QUERY_STRING", ""), at]))
    return f"{place}{f'?{query}' if query else ''}{mark}{fragment}"


def target_of(identifier: PermanentPath) -> Policy | Article | Division | None:
    """The target of an identifier: the article wherever it is now, else the division, else the policy."""
    policy = policy_of_work(identifier.work)
    if policy is None:
        return None
    target: Policy | Article | Division | None = policy
    if identifier.unit:
        target = _find_unit(policy, identifier)
    elif identifier.division:
        target = division_called(policy, identifier.division)
    row = target.policy if isinstance(target, Division) else target
    return target if row and row.is_published else None


def _find_unit(policy: Policy, identifier: PermanentPath) -> Article | None:
    """The unit that its division numbers, else the one that the whole document numbers."""
    within = f"{identifier.division}.{identifier.unit}" if identifier.division else ""
    return (article_called(policy, within) if within else None) or article_called(policy, identifier.unit)


def _accepted_format(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept", "").split(";")[0].split(",")[0].strip().lower()
    return _FORMATS_BY_MEDIA_TYPE.get(accepted, "")
