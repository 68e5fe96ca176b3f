"""A page for errors that needs no request, no database and no frame of the site."""

from __future__ import annotations

import logging

from django.template.loader import render_to_string
from django.utils.html import format_html

logger = logging.getLogger(__name__)

_BAREST = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body>\n<h1>{title}</h1>\n<p>{detail}</p>\n<p><a href="/">回到首页</a></p>\n</body>\n</html>\n'
)


def bare_page(*, title: str, detail: str) -> str:
    """With the site's style sheets, or if even those are missing, without."""
    try:
        return render_to_string("errors/bare.html", {"title": title, "detail": detail})
    except Exception:
        logger.exception("The bare page of an error failed: %s", title)
        return format_html(_BAREST, title=title, detail=detail)
