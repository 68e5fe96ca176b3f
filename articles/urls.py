"""Addresses of the knowledge base (docs: DESIGN, Addresses)."""

from django.urls import path, register_converter

from articles.converters import ArticleNumberConverter, ChapterAddressConverter, EntityKindConverter
from articles.views import compare, entities, graph, matrix, reading, searching

register_converter(ArticleNumberConverter, "article_number")
register_converter(ChapterAddressConverter, "chapter_address")
register_converter(EntityKindConverter, "entity_kind")

app_name = "articles"
urlpatterns = [
    path("policies/", reading.policy_list, name="policies"),
    path("policies/<slug:slug>/", reading.policy, name="policy"),
    path("policies/<slug:slug>/chapters/<chapter_address:address>/", reading.chapter, name="chapter"),
    path("policies/<slug:slug>/articles/<article_number:number>/", reading.article, name="article"),
    path("search/", searching.search_page, name="search"),
    path("goto/", searching.goto, name="goto"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/cell/", matrix.matrix_cell, name="matrix_cell"),
    path("graph/", graph.graph, name="graph"),
    path("graph/data/", graph.graph_data, name="graph_data"),
    path("compare/", compare.compare, name="compare"),
    path("<entity_kind:kind>/", entities.entity_list, name="entities"),
    path("<entity_kind:kind>/<slug:slug>/", entities.entity, name="entity"),
]
