from django.core.management.base import BaseCommand

from articles.jobs import run_task
from articles.models import Task


class Command(BaseCommand):
    help = "执行后台登记的一项任务（由管理后台启动）。"

    def add_arguments(self, parser):
        parser.add_argument("--job", type=int, required=True, help="任务的编号")

    def handle(self, *args, job, **options):
        run_task(Task.objects.get(pk=job))
        self.stdout.write(str(Task.objects.get(pk=job)))
