"""The pages about the API, and its index for machines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from articles.api.base import ApiView

ENDPOINTS = ("policies", "entities", "search", "suggest", "goto")


class Schema(SpectacularAPIView):
    """OpenAPI, YAML or with ?format=json JSON."""


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from local files; its script stands apart because inline scripts are forbidden here."""


schema = Schema.as_view()
_swagger = Docs.as_view(url_name="api:schema")


def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI writes style attributes; for this one page they are allowed."""
    response = _swagger(request)
    response["Content-Security-Policy"] = f"{settings.CSP_POLICY}; style-src 'self' 'unsafe-inline'"
    return response


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/api.html", {"rate": settings.PORTAL_API_RATE})


class ApiRoot(ApiView):
    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> Response:
        views = {name: f"api:{name}" for name in (*ENDPOINTS, "schema")}
        views.update(settings.PORTAL_API_ENDPOINTS)
        return Response({name: self.site(reverse(view)) for name, view in views.items()})
