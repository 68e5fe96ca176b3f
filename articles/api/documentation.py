"""The pages about the API, and its index for machines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response

from articles.api.base import ApiView
from articles.api.examples import example_values
from articles.api.reference import reference

ENDPOINTS = ("policies", "entities", "search", "suggest", "goto", "check")


class Schema(SpectacularAPIView):
    """OpenAPI, YAML or with ?format=json JSON."""

    def get_renderers(self) -> list[BaseRenderer]:
        """What may be sent: JSON alone where the address asks for it, whatever the caller accepts."""
        renderers = super().get_renderers()
        if self.request.GET.get("format") != "json":
            return renderers
        return [renderer for renderer in renderers if renderer.media_type.endswith("json")]


schema = Schema.as_view()


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every endpoint and structure (docs/decisions/0009-rest-api.md), with what can be tried."""
    api_reference = reference()
    values = example_values()
    context = {
        "endpoints": [(endpoint, endpoint.example(values)) for endpoint in api_reference.endpoints],
        "structures": api_reference.structures,
    }
    return render(request, "articles/api_reference.html", context)


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/api.html", {"rate": settings.PORTAL_API_RATE})


class ApiRoot(ApiView):
    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> Response:
        views = {name: f"api:{name}" for name in (*ENDPOINTS, "schema")}
        views.update(settings.PORTAL_API_ENDPOINTS)
        return Response({name: self.site(reverse(view)) for name, view in views.items()})
