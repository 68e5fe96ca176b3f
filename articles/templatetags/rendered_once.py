"""Fragments of pages that are the same for all readers, rendered once for each object that they show."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.urls import get_script_prefix

register = template.Library()


@register.simple_tag
def rendered_once(name: str, **variables: object) -> str:
    """{% rendered_once "articles/includes/entities/branches.html" entry=entry %}: it sees only `entry`.

    Only for objects that never change, such as those that `remembered` keeps. The HTML is kept with its
    object and goes with it: after a change of the content, or when others were used later.
    """
    ((variable, owner),) = variables.items()
    rendered: dict[str, str] = vars(owner).setdefault("_rendered", {})
    if name not in rendered:
        rendered[name] = get_template(name).render({variable: owner})
    return rendered[name]


@register.simple_tag
def rendered_alike(name: str) -> str:
    """{% rendered_alike "components/site_nav.html" %}: a fragment that is the same on every page.

    The template sees nothing of the page: it has words and addresses of views only, which take several
    times as long to write as all else that stands around a text.
    """
    return _rendered_alike(name, get_script_prefix())


@lru_cache(maxsize=64)
def _rendered_alike(name: str, below: str) -> str:
    """Addresses begin with where the portal stands `below`."""
    return get_template(name).render()
