from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.checking.self_check import check_quotations_of
from articles.models import Policy


class Command(BaseCommand):
    help = "核对库中各件文本对别的文件的引用和引文，有出入的列在后台“引文的疑点”。可以每晚运行一次。"

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="政策的网址标识；不写则全部已发布的政策")

    def handle(self, *args, slugs, **options):
        policies = Policy.objects.published()
        if slugs:
            policies = policies.with_slugs(slugs)
        if missing := set(slugs) - set(policies.values_list("slug", flat=True)):
            raise CommandError(f"没有已发布的这件政策：{'、'.join(sorted(missing))}")
        counts: Counter[bool] = Counter()
        now, total = timezone.now(), policies.count()
        for done, policy in enumerate(policies.in_list_order(), start=1):
            findings = check_quotations_of(policy, now=now)
            counts[bool(findings)] += 1
            if self.stdout.isatty():
                self.stdout.write(f"\r{done}/{total} 件", ending="")
                self.stdout.flush()
        self.stdout.write(f"核对了 {total} 件政策，{counts[True]} 件有疑点；详见后台“引文的疑点”。")
