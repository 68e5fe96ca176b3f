"""Addresses of the API, version 1."""

from django.urls import path, re_path

import articles.converters  # noqa: F401 - registers them
from articles.api import check, documentation, problems, views

app_name = "api"
urlpatterns = [
    path("", documentation.index, name="index"),
    path("docs/", documentation.docs, name="docs"),
    path("schema/", documentation.schema, name="schema"),
    path("v1/", documentation.ApiRoot.as_view(), name="root"),
    path("v1/policies/", views.PolicyList.as_view(), name="policies"),
    path("v1/policies/<slug:slug>/", views.PolicyDetail.as_view(), name="policy"),
    path("v1/policies/<slug:slug>/divisions/", views.DivisionListView.as_view(), name="divisions"),
    path("v1/policies/<slug:slug>/units/", views.UnitList.as_view(), name="units"),
    path("v1/policies/<slug:slug>/versions/", views.VersionList.as_view(), name="versions"),
    path("v1/policies/<slug:slug>/relations/", views.RelationList.as_view(), name="relations"),
    path("v1/policies/<slug:slug>/revisions/", views.PolicyRevisions.as_view(), name="policy_revisions"),
    path("v1/policies/<slug:slug>/articles/", views.ArticleList.as_view(), name="articles"),
    path(
        "v1/policies/<slug:slug>/articles/<unit_address:unit>/",
        views.ArticleDetail.as_view(),
        name="article",
    ),
    path(
        "v1/policies/<slug:slug>/articles/<unit_address:unit>/revisions/",
        views.ArticleRevisions.as_view(),
        name="article_revisions",
    ),
    path(
        "v1/policies/<slug:slug>/articles/<unit_address:unit>/history/",
        views.ArticlePublicHistory.as_view(),
        name="article_history",
    ),
    path("v1/entities/", views.EntityList.as_view(), name="entities"),
    path("v1/entities/<slug:kind>/<slug:slug>/", views.EntityDetail.as_view(), name="entity"),
    path("v1/search/", views.SearchView.as_view(), name="search"),
    path("v1/suggest/", views.SuggestView.as_view(), name="suggest"),
    path("v1/check/", check.CheckView.as_view(), name="check"),
    path("v1/goto/", views.GotoView.as_view(), name="goto"),
    re_path(r"^v1/(?P<path>.*)$", problems.not_found),
]
