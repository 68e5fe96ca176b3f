"""The administration of the knowledge base."""

from django.contrib import admin

from articles.admin import (
    batches,
    edit_drafts,
    everyday_questions,
    golden,
    later_rules,
    links,
    name_rules,
    policies,
    query_log,
    quotation_findings,
    reports,
    row_revisions,
    search,
    synonyms,
    tables,
    tasks,
    uploads,
    versions,
)

__all__ = [
    "batches",
    "edit_drafts",
    "everyday_questions",
    "golden",
    "later_rules",
    "links",
    "name_rules",
    "policies",
    "query_log",
    "quotation_findings",
    "reports",
    "row_revisions",
    "search",
    "synonyms",
    "tables",
    "tasks",
    "uploads",
    "versions",
]

admin.site.site_header = admin.site.site_title = "政策知识库管理"
admin.site.index_title = "管理首页"
