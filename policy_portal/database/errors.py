from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError


class EmbeddedDatabaseError(ImproperlyConfigured, OperationalError):
    """The embedded PostgreSQL cannot be used; the message says, in Chinese, why and what to do.

    For a command it is a configuration error, for a request an unavailable database.
    """
