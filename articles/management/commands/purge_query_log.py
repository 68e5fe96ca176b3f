"""manage.py purge_query_log: forget searches that are old, rare, or more than the limit."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.models import QueryLog
from articles.models.search.query_log import KEPT, MOST_ROWS, RARE, RARE_AFTER


class Command(BaseCommand):
    help = (
        f"清理检索记录：{KEPT.days} 天以前的，{RARE_AFTER.days} 天以前累计不足 {RARE} 次的，"
        f"以及超出 {MOST_ROWS} 行的。--all 全部删除。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--all", action="store_true", help="删除全部检索记录")

    def handle(self, *args, **options) -> None:
        rows = QueryLog.objects.all()
        if options["all"]:
            deleted = rows.delete()[1].get("articles.QueryLog", 0)
        else:
            deleted = rows.forget(today=timezone.localdate())
        self.stdout.write(f"删除 {deleted} 行检索记录，余 {QueryLog.objects.count()} 行")
