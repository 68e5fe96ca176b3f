"""What is measured: pages of the shipped policy, so that they are the same however much else is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from deploy.bench.queries import queries

POLICY = "/policies/gxblk-2009-232/"


class Server(StrEnum):
    PORTAL = "门户"
    UNCACHED = "不缓存的门户"  # PORTAL_PAGE_CACHE_MB=0
    NGINX = "nginx"


@dataclass(frozen=True)
class Target:
    """Addresses that are asked for in turn."""

    name: str
    server: Server
    paths: tuple[str, ...]


EMPTY = Target("空视图", Server.PORTAL, ("/bench/empty/",))
_PAGES = {
    "条文": f"{POLICY}articles/25/",
    "章": f"{POLICY}chapters/6/",
    "首页": "/",
    "接口的条文": f"/api/v1{POLICY}articles/25/",
}


def portal_targets() -> list[Target]:
    """The empty view, each page as kept and as computed, and searches that are never repeated."""
    pages = [
        Target(f"{name}（{'缓存' if server is Server.PORTAL else '不缓存'}）", server, (path,))
        for name, path in _PAGES.items()
        for server in (Server.PORTAL, Server.UNCACHED)
    ]
    addresses = {"检索": "/search/?q=", "企业问答": "/guidance/?q="}
    query_targets = [
        Target(
            f"{name}（词句各不相同，不缓存）",
            Server.UNCACHED,
            tuple(start + quote(query) for query in queries()),
        )
        for name, start in addresses.items()
    ]
    return [EMPTY, *pages, *query_targets]


def static_target(collected: Path) -> Target:
    """The largest style sheet, under the name that pages ask for: the one with a hash of its content."""
    largest = max((collected / "css").glob("*.*.css"), key=lambda path: (path.stat().st_size, path.name))
    return Target("静态文件（nginx）", Server.NGINX, (f"/static/{largest.relative_to(collected)}",))
