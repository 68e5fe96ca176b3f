from django.core.management.base import BaseCommand, CommandError

from articles.admin.journal import CONTENT, audit
from articles.links.entities.entity_names import matchers
from articles.links.linker import Suggested, suggest_links
from articles.models import Policy


class Command(BaseCommand):
    help = "在条文中查找实体、《》文件和第…条，作为待审的链接；已发布、已否决的不动。"

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="政策的网址标识；不写则全部政策")

    def handle(self, *args, slugs, **options):
        policies = Policy.objects.with_slugs(slugs) if slugs else Policy.objects.all()
        if missing := set(slugs) - {policy.slug for policy in policies}:
            raise CommandError(f"没有这件政策：{'、'.join(sorted(missing))}")
        total, done, is_whole = Suggested(0, 0), 0, True
        count, vocabulary = policies.count(), matchers()
        try:
            for policy in policies.in_list_order():
                total += suggest_links(policy, vocabulary=vocabulary)
                done += 1
                if self.stdout.isatty():
                    self.stdout.write(f"\r{done}/{count} 件", ending="")
                    self.stdout.flush()
        except KeyboardInterrupt:
            is_whole = False
        message = f"查找了 {done} 件政策，新增链接 {total.mentions} 处、援引 {total.references} 处"
        if total.mentions or total.references:
            audit().record_command(CONTENT, message)
        self.stdout.write(message if is_whole else f"已中断；{message}")
        if not is_whole:
            raise SystemExit(130)
