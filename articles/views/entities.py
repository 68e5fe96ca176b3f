"""Entity pages: the list of a kind, one entity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.links.entity_pages import INTRODUCTIONS, entity_page, tree_of
from articles.models import Entity
from articles.models.entity import EntityKind


@require_safe
def entity_list(request: HttpRequest, kind: str) -> HttpResponse:
    kind = EntityKind(kind)
    context = {
        "kind": kind,
        "kinds": EntityKind,
        "branches": tree_of(kind),
        "introduction": INTRODUCTIONS[kind],
    }
    return render(request, "articles/entity_list.html", context)


@require_safe
def entity(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    entities = Entity.objects.published().of_kind(kind).select_related("parent", "policy")
    entity = get_object_or_404(entities.prefetch_related("aliases"), slug=slug)
    context = {
        "entity": entity,
        "kind": EntityKind(kind),
        "shown": entity_page(entity, page=request.GET.get("page", 1)),
        "params": request.GET,
    }
    return render(request, "articles/entity.html", context)
