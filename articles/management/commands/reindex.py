import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.models import IndexRebuild
from articles.models.search.index import mark_all_unindexed
from articles.search import rebuild_index, run_rebuild


class Command(BaseCommand):
    help = (
        "重建检索索引：补上索引里没有、或不是现在内容的条文；--all 则全部重建。"
        "期间检索照常，用旧的索引；中断后再次运行会接着做；已有一个在重建时等它做完。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="全部重建，不只是有变化的")
        parser.add_argument("--job", type=int, help="管理后台登记的重建（由后台启动）")

    def handle(self, *args, all, job, verbosity, **options):
        if job:
            run_rebuild(IndexRebuild.objects.get(pk=job))
            return
        if all:
            mark_all_unindexed()
        with tqdm(unit="条", disable=verbosity == 0 or not sys.stderr.isatty()) as bar:

            def report(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            summary = rebuild_index(report)
        self.stdout.write(summary)
