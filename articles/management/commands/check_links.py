from django.core.management.base import BaseCommand

from articles.links.link_checks import link_problems
from articles.models import Mention, Reference


class Command(BaseCommand):
    help = "核对每一处链接的引文、位置、依据，找出孤立与重复；有问题时逐条列出并以非零状态退出。"
    requires_system_checks = []

    def handle(self, *args, **options):
        problems = list(link_problems())
        for problem in problems:
            self.stdout.write(problem)
        total = f"{Mention.objects.count()} 处提及、{Reference.objects.count()} 处援引"
        if problems:
            self.stderr.write(f"核对了{total}，发现 {len(problems)} 个问题。")
            raise SystemExit(1)
        self.stdout.write(f"核对了{total}，没有问题。")
