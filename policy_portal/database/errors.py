from django.core.exceptions import ImproperlyConfigured


class EmbeddedDatabaseError(ImproperlyConfigured):
    """The embedded PostgreSQL cannot be used; the message says, in Chinese, why and what to do."""
