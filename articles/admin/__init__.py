"""The administration of the knowledge base."""

from django.contrib import admin

from articles.admin.desk import reports, tasks
from articles.admin.drafts import edit_drafts
from articles.admin.imports import tables, uploads
from articles.admin.linking import links, name_rules
from articles.admin.revisions import batches, row_revisions
from articles.admin.searching import everyday_questions, golden, query_log, search, synonyms
from articles.admin.texts import later_rules, policies, quotation_findings, versions

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
