from django.core.management.base import BaseCommand

from articles.links.official_address_checks import check_addresses


class Command(BaseCommand):
    help = "逐个打开官方网站和出处的网址，记下打不开的；连续两次打不开的列在后台“质量”里。可以每周运行一次。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--timeout", type=float, default=10, help="每个网址至多等几秒（缺省 10）")

    def handle(self, *args, **options):
        checked = failed = 0
        for link in check_addresses(timeout=options["timeout"]):
            checked, failed = checked + 1, failed + bool(link.problem)
            if link.problem:
                self.stdout.write(f"{link.url}：{link.problem}（连续 {link.failures} 次）")
        self.stdout.write(f"检查了 {checked} 个网址，{failed} 个打不开。")
