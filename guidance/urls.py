"""Addresses of the finder's pages."""

from django.urls import path, re_path

from guidance import views, views_measures
from guidance.exports import views as exports

app_name = "guidance"
urlpatterns = [
    re_path(r"^pack\.(?P<extension>xlsx|docx|txt)$", exports.pack_file, name="pack"),
    path("pack/", exports.pack_print, name="pack_print"),
    path("", views.finder, name="finder"),
    path("measures/", views_measures.measures, name="measures"),
    path("measures/<slug:slug>/", views_measures.measure, name="measure"),
]
