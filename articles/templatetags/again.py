"""A block of a page rendered once more: its title also names it where it is shared."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY

register = template.Library()


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> str:
    """{% again "title" %}: what the page's block of this name says."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)
