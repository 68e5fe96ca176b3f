"""Fragments of pages that are the same for all readers, rendered once for each object that they show."""

from __future__ import annotations

from django import template
from django.template.loader import get_template

register = template.Library()


@register.simple_tag
def rendered_once(name: str, **shown: object) -> str:
    """{% rendered_once "articles/includes/branches.html" entry=entry %}: the template sees `entry` only.

    Only for objects that never change, such as those that `remembered` keeps. The HTML is kept with its
    object and goes with it: after a change of the content, or when others were used later.
    """
    ((variable, thing),) = shown.items()
    kept: dict[str, str] = vars(thing).setdefault("_rendered", {})
    if name not in kept:
        kept[name] = get_template(name).render({variable: thing})
    return kept[name]
