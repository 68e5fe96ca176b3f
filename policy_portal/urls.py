"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from policy_portal import health, views

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("api/v1/guidance/", include("guidance.api.urls")),
    path("api/", include("articles.api.urls")),
    path("guidance/", include("guidance.urls")),
    path("", include("articles.urls")),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("favicon.ico", views.favicon),
    path("admin/", admin.site.urls),
]
