from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError


class EmbeddedDatabaseError(ImproperlyConfigured, OperationalError):
    """The embedded PostgreSQL cannot be used; the message says, in Chinese, why and what to do.

    To a command it is a matter of how the portal is set up, to a request a database that is away.
    """
