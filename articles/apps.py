from django.apps import AppConfig
from django.conf import settings


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "知识库"

    def ready(self) -> None:
        from articles.text.wording.compiled import keep_in

        keep_in(settings.DATA_DIR / "compiled")
