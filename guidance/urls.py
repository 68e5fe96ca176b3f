"""Addresses of the finder's pages."""

from django.urls import path
from django.views.generic import View

app_name = "guidance"
urlpatterns = [
    path("measures/<slug:slug>/", View.as_view(), name="measure"),
]
