from django.apps import AppConfig
from django.conf import settings


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "知识库"

    def ready(self) -> None:
        from django.core.checks import register

        from articles.links.content_checks import check_shipped_links
        from articles.text.wording.compiled import keep_in

        register(check_shipped_links, "content", deploy=True)
        keep_in(settings.DATA_DIR / "compiled")
