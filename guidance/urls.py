"""Addresses of the finder's pages."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from guidance import views
from guidance.exports import views as exports

app_name = "guidance"
urlpatterns = [
    re_path(r"^pack\.(?P<extension>xlsx|docx|txt)$", exports.pack_file, name="pack"),
    path("pack/", exports.pack_print, name="pack_print"),
    path("", views.finder, name="finder"),
    # Until the measures' own pages stand here:
    path("measures/<slug:slug>/", RedirectView.as_view(pattern_name="guidance_api:measure"), name="measure"),
]
