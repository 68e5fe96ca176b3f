from django.core.management.base import BaseCommand

from guidance.drafting.draft_counts import count_all


class Command(BaseCommand):
    help = "统计各件政策里等待决定的起草的措施，供管理首页显示；可以每天运行一次。"
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(f"等待决定的起草的措施共 {count_all()} 项。")
