"""The database of this process: copied from the template, and again after each test that commits.

A second copy stays untouched to restore from: somebody may run tests of newer code meanwhile, with a template
of its own under the same name.
"""

import os

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.database.templates import template_of_now

#: How far apart the numbers of rows lie before and after a restoration.
_GAP = 100_000
# As after a rollback, numbers are not given twice: what a process remembers by number must not meet another.
_SKIP_NUMBERS = """
SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 1) + %s)
FROM pg_sequences
"""


class OwnDatabase:
    def __init__(self) -> None:
        self._base = f"test_{settings.DATABASES['default']['NAME']}"
        self._name = f"{self._base}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        self._untouched = f"{self._name}_untouched"
        self._restorations = 0

    def create(self) -> None:
        with connection._nodb_cursor() as cursor:
            template = template_of_now(cursor, base=self._base)
            for name in (self._untouched, self._name):  # a run that was killed leaves them
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self._name

    def restore(self) -> None:
        """Bring back the shipped policy. A connection that a test has left open fails it here."""
        self._restorations += 1
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{self._name}"')
            cursor.execute(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._untouched}"')
        with connection.cursor() as cursor:
            cursor.execute(_SKIP_NUMBERS, [_GAP * self._restorations])
        ContentType.objects.clear_cache()

    def drop(self) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            for name in (self._name, self._untouched):
                cursor.execute(f'DROP DATABASE "{name}"')
