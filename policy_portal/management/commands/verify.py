import time

from django.core.management.base import BaseCommand

from policy_portal.verification.checks import CHECKS, run


class Command(BaseCommand):
    help = (
        "核对整个库是否完好：约束、校验值、修订、版本、引文、链接、索引；逐条列出问题，有则以非零状态退出。"
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        names = [check.name for check in CHECKS]
        parser.add_argument("names", nargs="*", metavar="核对项", help="只核对这几项：" + "、".join(names))

    def handle(self, *, names, **options):
        if unknown := set(names) - {check.name for check in CHECKS}:
            self.stderr.write(f"没有这一项：{'、'.join(sorted(unknown))}")
            raise SystemExit(2)
        started, total = time.monotonic(), 0
        for check, problems in run(names):
            total += len(problems)
            self.stdout.write(f"{'×' if problems else '✓'} {check.title}")
            for problem in problems:
                self.stdout.write(f"    {problem}")
        spent = f"用时 {time.monotonic() - started:.1f} 秒"
        if total:
            self.stderr.write(f"发现 {total} 个问题（{spent}）。怎样处理见 docs/operations.md 的“核对”。")
            raise SystemExit(1)
        self.stdout.write(f"没有问题（{spent}）。")
