"""WSGI entry point for any server: `policy_portal.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from policy_portal.database.config import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policy_portal.settings")
for database in settings.DATABASES.values():
    limit_statements(database, seconds=settings.PORTAL_STATEMENT_TIMEOUT)
application = get_wsgi_application()
