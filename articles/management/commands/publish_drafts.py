from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.admin.drafts.draft_replay import replay
from articles.models import EditDraft
from articles.models.editing.edit_draft import DraftState
from articles.review.texts.edit_drafts import publish_due


class Command(BaseCommand):
    help = "发布定时已到的修改稿。网页服务器自己每半分钟做一次；不用它时可以定时运行。"

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="只列出，不发布")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            for draft in EditDraft.objects.due(now):
                self.stdout.write(str(draft))
            return
        drafts = publish_due(now, replay=replay)
        for draft in drafts:
            self.stdout.write(f"{draft}：{draft.problem or draft.get_state_display()}")
        done = sum(draft.state == DraftState.PUBLISHED for draft in drafts)
        self.stdout.write(f"发布 {done} 份，退回待审 {len(drafts) - done} 份。")
