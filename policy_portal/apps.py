from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "policy_portal"
    verbose_name = "账号与登录"
