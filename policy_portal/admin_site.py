"""The administration site: models that belong together stand together, whatever app they are in."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class PortalAdminSite(AdminSite):
    """A ModelAdmin with a `section` is listed under that name rather than under its app."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        listed: list[dict] = []
        for app in super().get_app_list(request, app_label):
            sections: dict[str, list[dict]] = {}
            for model in app["models"]:
                sections.setdefault(self._section(model, app), []).append(model)
            listed += [{**app, "name": name, "models": models} for name, models in sections.items()]
        return listed

    def _section(self, model: dict, app: dict) -> str:
        return getattr(self.get_model_admin(model["model"]), "section", app["name"])
