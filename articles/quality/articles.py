"""Checks of articles and links."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article, Entity, LaterRule, Mention, OfficialLink, Reference
from articles.models.links.evidence import STANDING, Evidence
from articles.models.policies.policy_choices import DocumentKind
from articles.quality.checks import QualityCheck
from articles.search import unindexed
from articles.text.citing.naming.titles import in_title_marks

#: Documents that name goals and instruments; in laws it is normal that an article names none.
_OF_POLICY = (DocumentKind.POLICY, DocumentKind.NORMATIVE)
#: A shorter text is a heading or a formal clause (本办法自印发之日起施行).
_SHORTEST = 60


class ArticlesWithoutLinks(QualityCheck):
    """In policies and normative documents only, and only texts that say something."""

    name, label, model = "articles-without-links", "没有任何链接的条文", Article
    reason = "政策文件里成段的条文总会提到部门、目标、工具或文件：没有链接，从主题就到不了它。法律不在此列。"

    def rows(self) -> QuerySet:
        articles = Article.objects.published().filter(policy__kind__in=_OF_POLICY)
        mentions = Mention.objects.own().filter(status__in=STANDING, article=OuterRef("pk"))
        references = Reference.objects.filter(status__in=STANDING, article=OuterRef("pk"))
        long_ones = articles.annotate(size=Length("text")).filter(size__gte=_SHORTEST)
        return long_ones.filter(~Exists(mentions), ~Exists(references))

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("policy").order_by("policy", "position")

    def place(self, row: Article) -> str:
        return f"{in_title_marks(row.policy.title)}{row.label}"

    def problem(self, row: Article) -> str:
        return f"{row.text[:60]}…"


class Unindexed(ArticlesWithoutLinks):
    name, label = "unindexed", "没有进入检索索引的条文"
    reason = "检索不到它：通常是正在重建；一直不少的，请重建索引。"

    def rows(self) -> QuerySet:
        return unindexed()


class _LinkCheck(QualityCheck):
    def in_order(self, rows: Any) -> QuerySet:
        return rows.with_texts().order_by("policy_id", "pk")

    def place(self, row: Evidence) -> str:
        place = row.article.label if row.article else row.get_passage_display()
        return f"{in_title_marks(row.policy.title)}{place}"

    def problem(self, row: Any) -> str:
        return f"“{row.quote}”" if row.quote else str(row)


class _StaleRows(_LinkCheck):
    reason = "条文改动之后引文不在原处，读者看不到它了：在待办队列里逐处看。"
    queue_kind: str

    def rows(self) -> QuerySet:
        return self.model._default_manager.waiting()  # type: ignore[attr-defined]

    def mend(self, row: Evidence) -> str:
        query = urlencode({"kind": self.queue_kind, "policy": row.policy.slug})
        return f"{reverse('admin:queue')}?{query}"


class StaleMentions(_StaleRows):
    name, label, model, queue_kind = "stale-links", "待复核的链接", Mention, "stale-link"


class StaleReferences(_StaleRows):
    name, label, model, queue_kind = "stale-references", "待复核的援引", Reference, "stale-reference"


class StaleRules(_StaleRows):
    name, label, model, queue_kind = "stale-rules", "待复核的后来的规定", LaterRule, "stale-rule"


class UnresolvedReferences(_LinkCheck):
    """The cited document is here, or is the text itself, and has no such article: wrong number or version."""

    name, label, model = "unresolved-references", "所引的条文在库中没有", Reference
    reason = "所引的文件收录了，却没有这一条：条号读错了，或者引的是另一版。没有收录的文件不在此列。"

    def rows(self) -> QuerySet:
        unresolved = Reference.objects.standing().filter(target=None)
        return unresolved.exclude(document__isnull=False, document__policy__isnull=True)


class _DeadLinkCheck(QualityCheck):
    """Rows whose address did not open when `check_official_links` last ran; the page opens nothing."""

    field: str

    def rows(self) -> QuerySet:
        dead_urls = OfficialLink.objects.dead().values("url")
        with_url = self.model._default_manager.exclude(**{self.field: ""})
        return with_url.filter(**{f"{self.field}__in": dead_urls})

    def in_order(self, rows: QuerySet) -> QuerySet:
        checks = OfficialLink.objects.filter(url=OuterRef(self.field))
        return rows.annotate(problem=Subquery(checks.values("problem")[:1])).order_by("pk")

    def problem(self, row: Any) -> str:
        return f"{getattr(row, self.field)}：{row.problem}"


class DeadSites(_DeadLinkCheck):
    name, label, model, field = "dead-sites", "打不开的官方网站", Entity, "official_site"
    reason = "读者点“官方网站”打不开；连续两次检查打不开才列在这里（check_official_links）。"


class DeadSources(_DeadLinkCheck):
    name, label, model, field = "dead-sources", "打不开的出处网址", LaterRule, "source_url"
    reason = "“后来的规定”的出处打不开，读者无从核对。"
