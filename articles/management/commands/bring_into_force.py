from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.admin.journal import PUBLISHING, audit
from articles.review.texts.versions import due_versions, make_present


class Command(BaseCommand):
    help = "把已到施行日期的新文本设为现行文本，原来的现行文本存入历史。可以每天运行一次。"

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="只列出，不改变")

    def handle(self, *args, dry_run, **options):
        due = due_versions(timezone.localdate())
        for version in due:
            self.stdout.write(str(version))
        if dry_run:
            self.stdout.write(f"试运行，没有改变；{len(due)} 份新文本已到施行日期。")
            return
        decision = make_present(due)
        for problem in decision.problems:
            self.stderr.write(problem)
        if decision.done:
            audit().record_command(PUBLISHING, f"{len(decision.done)} 份新文本设为现行文本")
        self.stdout.write(f"{len(decision.done)} 份新文本设为现行文本。")
