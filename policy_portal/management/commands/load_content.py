from django.core.management.base import BaseCommand

from articles.search import ensure_index
from policy_portal.shipped_content import load_measures, load_policies


class Command(BaseCommand):
    help = "载入随附的政策和支持措施并补全检索索引；已在库中的内容和修改保持不变。make run 每次启动都这样做。"

    def handle(self, *args, **options):
        summary = f"{load_policies(by_command=True)}；{load_measures(by_command=True)}"
        self.stdout.write(f"{summary}；{ensure_index()}")
