"""The administration of the knowledge base."""

from django.contrib import admin

from articles.admin import (
    batches,
    golden,
    later_rules,
    links,
    policies,
    query_log,
    quotation_findings,
    search,
    versions,
)

__all__ = [
    "batches",
    "golden",
    "later_rules",
    "links",
    "policies",
    "query_log",
    "quotation_findings",
    "search",
    "versions",
]

admin.site.site_header = admin.site.site_title = "政策知识库管理"
admin.site.index_title = "管理首页"
