"""{{ policy.title|in_title_marks }}: 《…》, with 〈…〉 inside; a builtin, as many pages name a document."""

from __future__ import annotations

from django import template

from articles.text.citing.naming.titles import in_title_marks

register = template.Library()
register.filter("in_title_marks", in_title_marks)
