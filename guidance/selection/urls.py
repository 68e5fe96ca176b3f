"""Addresses of selections."""

from django.urls import path

from guidance.selection import views

app_name = "selection"
urlpatterns = [
    path("selection/", views.selection_page, name="page"),
    path("selection.<list_format:list_format>", views.selection_file, name="file"),
]
