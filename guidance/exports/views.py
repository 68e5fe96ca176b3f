"""The evidence pack at its addresses: files to keep and a page to print; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.exports.download import EXCEL, WORD, attachment
from articles.reading.site_address import site_address
from guidance.exports.archive import zip_bytes
from guidance.exports.docx import docx_bytes
from guidance.exports.pack import VERDICTS_EXPLAINED, Pack, pack_of
from guidance.exports.xlsx import xlsx_bytes
from guidance.finder.judgement import judgement_of
from guidance.finder.parameters import FinderQuery, FinderQueryError, read_finder_query

_WRITERS: dict[str, tuple[str, Callable[[Pack], bytes]]] = {
    "xlsx": (EXCEL, xlsx_bytes),
    "docx": (WORD, docx_bytes),
    "zip": ("application/zip", zip_bytes),
    "txt": ("text/plain; charset=utf-8", lambda pack: pack.hashed_text.encode()),
}
_NOTHING_FILLED_IN = "还没有填写单位情况：至少写明您是哪一类单位，或开展、寻求支持的活动。"


@require_safe
@cache_control(private=True)
def pack_file(request: HttpRequest, extension: str) -> HttpResponse:
    try:
        _, pack = _query_and_pack(request)
    except FinderQueryError as error:
        return _refusal(request, error)
    media_type, write = _WRITERS[extension]
    response = HttpResponse(write(pack), content_type=media_type)
    plain = f"guidance-{pack.made_on.isoformat()}-{pack.hash[:8]}.{extension}"
    response["Content-Disposition"] = attachment(plain, chinese=pack.file_name(extension))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(private=True)
def pack_print(request: HttpRequest) -> HttpResponse:
    try:
        query, pack = _query_and_pack(request)
    except FinderQueryError as error:
        return _refusal(request, error)
    context = {"pack": pack, "query": query.alone, "explained": VERDICTS_EXPLAINED}
    return render(request, "guidance/pack.html", context)


def _query_and_pack(request: HttpRequest) -> tuple[FinderQuery, Pack]:
    query = read_finder_query(request.GET)
    judgement = judgement_of(query)
    if not judgement.has_answers:
        raise FinderQueryError(_NOTHING_FILLED_IN)
    address = site_address(f"{reverse('guidance:finder')}?{query.alone}")
    return query, pack_of(judgement, address=address, site=site_address)


def _refusal(request: HttpRequest, error: FinderQueryError) -> HttpResponse:
    return render(request, "errors/400.html", {"reason": str(error)}, status=400)
