"""Entity pages: the list of a kind, one entity."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exports.quotations import MOST_IN_A_FILE, quotation_list, quotations_of
from articles.links.entities.entity_pages import entity_page, linked_to, listed_articles
from articles.links.entities.entity_trees import INTRODUCTIONS, entity_list_of
from articles.models import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.views.quotation_files import quotation_file


@require_safe
def entity_list(request: HttpRequest, kind: str) -> HttpResponse:
    kind = EntityKind(kind)
    context = {
        "kind": kind,
        "kinds": EntityKind,
        "listed": entity_list_of(kind),
        "introduction": INTRODUCTIONS[kind],
    }
    return render(request, "articles/entity_list.html", context)


@require_safe
def entity(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    entity = _entity_or_404(kind, slug)
    context = {
        "entity": entity,
        "kind": EntityKind(kind),
        "shown": entity_page(entity, basis=request.GET.get("basis", ""), page=request.GET.get("page", 1)),
        "params": request.GET,
    }
    return render(request, "articles/entity.html", context)


@require_safe
def entity_file(request: HttpRequest, kind: str, slug: str, list_format: str) -> HttpResponse:
    """The articles of an entity's page, all pages of it, as a file."""
    entity, today = _entity_or_404(kind, slug), timezone.localdate()
    linked = linked_to(entity)
    chosen = linked.way(request.GET.get("basis", ""))
    articles = listed_articles(linked, chosen)[:MOST_IN_A_FILE]
    quotations = quotation_list(
        quotations_of(articles, cited_on=today, entities=linked.entity_ids),
        title=f"与“{entity.name}”有关的条文（{chosen.label}）",
        path=f"{entity.get_absolute_url()}?basis={chosen.value}",
        made_on=today,
        made_by=settings.PORTAL_SITE_NAME,
        total=len(linked.article_ids(chosen)),
    )
    return quotation_file(quotations, list_format)


def _entity_or_404(kind: str, slug: str) -> Entity:
    entities = Entity.objects.published().of_kind(kind).select_related("parent", "policy")
    return get_object_or_404(entities.prefetch_related("aliases"), slug=slug)
