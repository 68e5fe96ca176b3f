"""Addresses of the finder's pages."""

from django.urls import path, re_path

from guidance.exports import views as exports
from guidance.finder import views as finder
from guidance.measures import views as measures

app_name = "guidance"
urlpatterns = [
    re_path(r"^pack\.(?P<extension>xlsx|docx|zip|txt)$", exports.pack_file, name="pack"),
    path("pack/", exports.pack_print, name="pack_print"),
    path("", finder.finder, name="finder"),
    path("step/<slug:name>/", finder.step, name="step"),
    path("compare/", finder.compare, name="compare"),
    path("measures/", measures.measures, name="measures"),
    path("measures/feed.atom", measures.measures_changes, name="measures_feed"),
    path("measures/<slug:slug>/", measures.measure, name="measure"),
]
