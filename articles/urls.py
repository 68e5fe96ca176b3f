"""Addresses of the knowledge base (docs: DESIGN, Addresses)."""

from django.urls import path, register_converter

from articles.converters import ArticleNumberConverter, ChapterAddressConverter
from articles.views import reading, searching

register_converter(ArticleNumberConverter, "article_number")
register_converter(ChapterAddressConverter, "chapter_address")

app_name = "articles"
urlpatterns = [
    path("policies/", reading.policy_list, name="policies"),
    path("policies/<slug:slug>/", reading.policy, name="policy"),
    path("policies/<slug:slug>/chapters/<chapter_address:address>/", reading.chapter, name="chapter"),
    path("policies/<slug:slug>/articles/<article_number:number>/", reading.article, name="article"),
    path("search/", searching.search_page, name="search"),
    path("goto/", searching.goto, name="goto"),
]
