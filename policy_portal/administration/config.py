"""Makes `PortalAdminSite` the default administration site."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "policy_portal.administration.admin_site.PortalAdminSite"
