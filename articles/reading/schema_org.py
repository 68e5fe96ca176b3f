"""schema.org data of pages that are not documents: breadcrumbs and site search."""

from __future__ import annotations

from collections.abc import Callable, Iterable

#: Turns a path into an absolute address.
Site = Callable[[str], str]
_CONTEXT = "https://schema.org"


def breadcrumbs(steps: Iterable[tuple[str, str]], *, site: Site) -> dict:
    """A BreadcrumbList of (name, path)."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": site(path)}
        for position, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def website(name: str, *, site: Site) -> dict:
    """The portal as a WebSite that can be searched."""
    target = {"@type": "EntryPoint", "urlTemplate": site("/search/") + "?q={search_term_string}"}
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": site("/"),
        "inLanguage": "zh-CN",
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }
