"""JSON-LD in a page: data for search engines, no script."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django import template
from django.utils.html import format_html

register = template.Library()
# As django.utils.html.json_script escapes: nothing in the data can end the element.
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class _Element:
    members: dict

    def __html__(self) -> str:
        text = json.dumps(self.members, ensure_ascii=False).translate(_ESCAPED)
        return f'<script type="application/ld+json">{text}</script>'


@register.simple_tag
def linked_data(members: dict) -> str:
    """{% linked_data structured %} writes a dict as a JSON-LD element."""
    return format_html("{}", _Element(members)) if members else ""
