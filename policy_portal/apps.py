from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator


class PortalConfig(AppConfig):
    name = "policy_portal"
    verbose_name = "账号与登录"

    def ready(self) -> None:
        # Django's Chinese for "null characters are not allowed" reads as "empty text is not allowed".
        from policy_portal.administration import admin_words  # templates are not loaded yet at import

        admin_words.translate()
        ProhibitNullCharactersValidator.message = "含有空字符（NUL），不能保存。"
