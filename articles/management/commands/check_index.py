from django.core.management.base import BaseCommand

from articles.search import index_problems, index_size


class Command(BaseCommand):
    help = "核对检索索引与条文是否一致；有问题时逐条列出并以非零状态退出，可用 reindex 修复。"
    requires_system_checks = []

    def handle(self, *args, **options):
        problems = 0
        for problem in index_problems():
            problems += 1
            self.stdout.write(problem)
        if problems:
            self.stderr.write(f"核对了{index_size()}，发现 {problems} 个问题。")
            self.stderr.write("manage.py reindex --all 可以修复。")
            raise SystemExit(1)
        self.stdout.write(f"核对了{index_size()}，没有问题。")
