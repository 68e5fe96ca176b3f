from django.core.management.base import BaseCommand

from articles.importing.shipped_policies import load_shipped_content
from articles.search import ensure_index
from guidance.measures.shipped_measures import load_shipped_measures


class Command(BaseCommand):
    help = "载入随附的政策和支持措施并补全检索索引；已在库中的内容和修改保持不变。make run 每次启动都这样做。"

    def handle(self, *args, **options):
        self.stdout.write(f"{load_shipped_content()}；{load_shipped_measures()}；{ensure_index()}")
