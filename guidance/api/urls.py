"""Addresses of the finder's API, version 1."""

from django.urls import path

from guidance.api import views

app_name = "guidance_api"
urlpatterns = [
    path("", views.GuidanceRoot.as_view(), name="root"),
    path("vocabulary/", views.GuidanceVocabulary.as_view(), name="vocabulary"),
    path("answer/", views.AnswerView.as_view(), name="answer"),
    path("match/", views.MatchView.as_view(), name="match"),
    path("measures/", views.MeasureList.as_view(), name="measures"),
    path("measures/<slug:slug>/", views.MeasureDetail.as_view(), name="measure"),
]
