"""The graph of articles and entities: the page with its table, and the data for its script."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.analysis.forms import GraphForm

_CHINESE = {"ensure_ascii": False}


@require_safe
def graph(request: HttpRequest) -> HttpResponse:
    form = GraphForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/graph.html", {"form": form}, status=400)
    return render(request, "articles/graph.html", {"form": form, "graph": form.graph()})


@require_safe
def graph_data(request: HttpRequest) -> JsonResponse:
    form = GraphForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"message": form.messages[0]}, status=400, json_dumps_params=_CHINESE)
    graph = form.graph()
    empty_graph = {"nodes": [], "edges": [], "message": "还没有已发布的政策。"}
    return JsonResponse(graph.elements() if graph else empty_graph, json_dumps_params=_CHINESE)
