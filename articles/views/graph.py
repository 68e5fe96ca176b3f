"""The graph: one article or entity with its neighbours, and the whole of a policy for the script."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.analysis.drawing import large_drawing, narrow_drawing, wide_drawing
from articles.analysis.forms import FocusForm, GraphForm

_CHINESE = {"ensure_ascii": False}
_WHOLE_GRAPH_PARAMETERS = ("all", "policy", "kinds", "basis")


@require_safe
def graph(request: HttpRequest) -> HttpResponse:
    """The neighbours of one article or entity, without a script; the whole graph only on request."""
    if "focus" not in request.GET and any(name in request.GET for name in _WHOLE_GRAPH_PARAMETERS):
        return _whole_graph(request)
    form = FocusForm(request.GET)
    status = 200 if form.is_valid() else 400
    neighbourhood = form.neighbourhood()
    drawings = (
        [wide_drawing(neighbourhood), narrow_drawing(neighbourhood), large_drawing(neighbourhood)]
        if neighbourhood
        else []
    )
    context = {"form": form, "shown": neighbourhood, "drawings": drawings}
    return render(request, "articles/neighbours.html", context, status=status)


@require_safe
def graph_drawing(request: HttpRequest) -> HttpResponse:
    """The picture as a file, readable without our style sheet."""
    form = FocusForm(request.GET)
    neighbourhood = form.neighbourhood() if form.is_valid() else None
    if neighbourhood is None:
        return render(request, "articles/neighbours.html", {"form": form}, status=400)
    context = {"drawing": wide_drawing(neighbourhood)}
    response = render(request, "articles/graph.svg", context, content_type="image/svg+xml")
    name = neighbourhood.focus.key.replace("/", "-").replace(":", "-")
    response.headers["Content-Disposition"] = f'inline; filename="graph-{name}.svg"'
    return response


def _whole_graph(request: HttpRequest) -> HttpResponse:
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
