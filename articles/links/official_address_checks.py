"""Opens official addresses and writes down which do not answer; only the command does, no page."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from articles.models import Entity, LaterRule, OfficialLink

#: Sites that know no HEAD, or let only browsers in, answer these: they are there.
_THERE = frozenset((401, 403, 405, 429))
_AT_ONCE = 8
_BROWSER = {"User-Agent": "Mozilla/5.0 (policy portal; checks official addresses)"}


def official_addresses() -> list[str]:
    """Every official address that is shown to readers, once."""
    sites = Entity.objects.published().exclude(official_site="").values_list("official_site", flat=True)
    sources = LaterRule.objects.exclude(source_url="").values_list("source_url", flat=True)
    return sorted({*sites, *sources})


def check_addresses(*, timeout: float) -> Iterator[OfficialLink]:
    """Open each address, a few at once, and store what came of it."""
    addresses = official_addresses()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        problems = pool.map(lambda address: problem_of(address, timeout=timeout), addresses)
        for address, problem in zip(addresses, problems, strict=True):
            yield OfficialLink.objects.record(address, problem)


def problem_of(address: str, *, timeout: float) -> str:
    """Why an address does not open, in Chinese; "" if it does. Follows redirects, reads no content."""
    if not address.startswith(("http://", "https://")):
        return "不是网页的地址"
    try:
        with urlopen(Request(address, headers=_BROWSER), timeout=timeout):  # nosec B310 - http only
            return ""
    except HTTPError as error:
        return "" if error.code in _THERE else f"回答 {error.code}"
    except TimeoutError:
        return f"{timeout:g} 秒之内没有回答"
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        is_certificate = isinstance(reason, ssl.SSLError)
        return "证书有误" if is_certificate else f"连不上（{type(reason).__name__}）"
