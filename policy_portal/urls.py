"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path, re_path

from articles.admin.drafts.draft_preview import preview
from policy_portal import views
from policy_portal.coverage import CoverageView
from policy_portal.failures import errors, health
from policy_portal.mcp.endpoint import mcp
from policy_portal.security_txt import security_txt
from policy_portal.signing import views as signing

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/components/", views.components, name="components"),
    re_path(r"^about/(?P<page>help|glossary|data|accessibility|contact)/$", views.about, name="about_page"),
    path("api/v1/coverage/", CoverageView.as_view(), name="coverage"),
    path("api/v1/guidance/", include("guidance.api.urls")),
    path("api/", include("articles.api.urls")),
    path("guidance/", include("guidance.urls")),
    path("", include("guidance.selection.urls")),
    path("", include("articles.urls")),
    path("mcp", mcp, name="mcp_without_slash"),
    path("mcp/", mcp, name="mcp"),
    path("llms.txt", views.llms, name="llms"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("favicon.ico", views.favicon),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("preview/<str:token>/", preview, name="preview"),
    path("preview/<str:token>/<path:path>", preview, name="preview_page"),
    path(".well-known/evidence-keys.json", signing.keys, name="evidence_keys"),
    path(".well-known/verify_evidence.py", signing.verifier, name="evidence_verifier"),
    path("admin/", admin.site.urls),
]
