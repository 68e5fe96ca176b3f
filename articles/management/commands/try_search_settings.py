from django.core.management.base import BaseCommand

from articles.models import SearchTrial
from articles.search import run_trial


class Command(BaseCommand):
    help = "执行后台登记的一次试运行（由管理后台启动）。"

    def add_arguments(self, parser):
        parser.add_argument("--job", type=int, required=True, help="试运行的编号")

    def handle(self, *args, job, **options):
        run_trial(SearchTrial.objects.get(pk=job))
        self.stdout.write(f"试运行 {job}：{SearchTrial.objects.get(pk=job).get_status_display()}")
