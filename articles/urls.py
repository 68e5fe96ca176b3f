"""Addresses of the knowledge base (docs: DESIGN, Addresses)."""

from django.urls import path, re_path

import articles.converters  # noqa: F401 - registers them
from articles.api.views import ArticleDetail, PolicyDetail
from articles.views import (
    checking,
    compare,
    discovery,
    entities,
    feeds,
    formats,
    graph,
    identifiers,
    matrix,
    qr_codes,
    quotation_files,
    reading,
    reports,
    searching,
    share_pictures,
    versions,
    written_addresses,
)

app_name = "articles"
urlpatterns = [
    path("policies/", reading.policy_list, name="policies"),
    path("policies/<slug:slug>/", reading.policy, name="policy"),
    path("policies/<slug:slug>/full/", reading.full, name="full"),
    path("policies/<slug:slug>/versions/", versions.versions, name="versions"),
    path("policies/<slug:slug>/versions/<str:key>/", versions.version, name="version"),
    path("policies/<slug:slug>.json", PolicyDetail.as_view(), name="policy_json"),
    path("policies/<slug:slug>/chapters/<chapter_address:address>/", reading.chapter, name="chapter"),
    path("policies/<slug:slug>/annexes/<chapter_address:address>/", reading.annex, name="annex"),
    path(
        "policies/<slug:slug>/chapters/<chapter_address:address>.<list_format:list_format>",
        quotation_files.chapter_file,
        name="chapter_file",
    ),
    path(
        "policies/<slug:slug>/annexes/<chapter_address:address>.<list_format:list_format>",
        quotation_files.annex_file,
        name="annex_file",
    ),
    path("policies/<slug:slug>/articles/<unit_address:unit>/", reading.article, name="article"),
    path(
        "policies/<slug:slug>/articles/<unit_address:unit>/history/",
        versions.article_history,
        name="article_history",
    ),
    path(
        "policies/<slug:slug>/articles/<unit_address:unit>.json",
        ArticleDetail.as_view(),
        name="article_json",
    ),
    path("policies/<slug:slug>.<export_format:export_format>", formats.policy_format, name="policy_format"),
    path(
        "policies/<slug:slug>/articles/<unit_address:unit>.<export_format:export_format>",
        formats.article_format,
        name="article_format",
    ),
    path(
        "policies/<slug:slug>/articles/<unit_address:unit>.sig",
        formats.article_signature,
        name="article_signature",
    ),
    path("policies/<slug:slug>.png", share_pictures.policy, name="policy_picture"),
    path(
        "policies/<slug:slug>/articles/<unit_address:unit>.png",
        share_pictures.article,
        name="article_picture",
    ),
    path("feeds/", feeds.index, name="feeds"),
    path("feeds/policies/", feeds.policies, name="feed_policies"),
    path("feeds/policies/<slug:slug>/", feeds.policy, name="feed_policy"),
    path(
        "feeds/policies/<slug:slug>/chapters/<chapter_address:address>/", feeds.chapter, name="feed_chapter"
    ),
    path("feeds/policies/<slug:slug>/annexes/<chapter_address:address>/", feeds.annex, name="feed_annex"),
    path("feeds/policies/<slug:slug>/articles/<unit_address:unit>/", feeds.unit, name="feed_unit"),
    path("feeds/search/", feeds.search, name="feed_search"),
    path("feeds/<entity_kind:kind>/<slug:slug>/", feeds.entity, name="feed_entity"),
    re_path(r"^(?P<path>(?:eli|akn)/cn/.+)$", identifiers.permanent, name="permanent"),
    path("sitemap.xml", discovery.sitemap_index),
    path("sitemap-<section>.xml", discovery.sitemap, name="sitemap"),
    path("qr.svg", qr_codes.qr_code, name="qr"),
    path("qr.png", qr_codes.qr_picture, name="qr_picture"),
    path("robots.txt", discovery.robots),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("suggest/", searching.suggestions, name="suggest"),
    path("search/", searching.search_page, name="search"),
    path("search.<list_format:list_format>", searching.search_file, name="search_file"),
    path("search/why/", searching.why, name="search_why"),
    path("search/clicked/", searching.clicked, name="search_clicked"),
    path("report/", reports.report, name="report"),
    path("report/<slug:number>/", reports.report_state, name="report_state"),
    path("goto/", searching.goto, name="goto"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/cell/", matrix.matrix_cell, name="matrix_cell"),
    path("matrix/cell.<list_format:list_format>", matrix.cell_file, name="cell_file"),
    path("graph/", graph.graph, name="graph"),
    path("graph.svg", graph.graph_drawing, name="graph_drawing"),
    path("graph/data/", graph.graph_data, name="graph_data"),
    path("compare/", compare.compare, name="compare"),
    path("check/", checking.check, name="check"),
    re_path(r"^check\.(?P<suffix>docx|xlsx|json)$", checking.check_file, name="check_file"),
    # Other spellings, behind all permanent addresses.
    path(
        "policies/<slug:slug>/articles/<written:written>", written_addresses.article, name="written_article"
    ),
    path(
        "policies/<slug:slug>/chapters/<written:written>", written_addresses.chapter, name="written_chapter"
    ),
    path("articles/<written:written>", written_addresses.featured_article, name="featured_article"),
    path("chapters/<written:written>", written_addresses.featured_chapter, name="featured_chapter"),
    path("<entity_kind:kind>/", entities.entity_list, name="entities"),
    path("<entity_kind:kind>/<slug:slug>/", entities.entity, name="entity"),
    path(
        "<entity_kind:kind>/<slug:slug>.<list_format:list_format>", entities.entity_file, name="entity_file"
    ),
    path("policies/<written:written>/", written_addresses.policy, name="written_policy"),
    path("<entity_kind:kind>/<written:written>/", written_addresses.entity, name="written_entity"),
]
