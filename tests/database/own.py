"""The database of this process: copied from the template, and again after each test that commits.

A second copy stays untouched to restore from: somebody may run tests of newer code meanwhile, with a template
of its own under the same name.
"""

import os
import shutil
import tempfile
import time
from itertools import count
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from policy_portal.database.account import database_account
from tests.database.memory import PREFIX, folder_in_memory
from tests.database.templates import template_of_now

#: Seconds that others are given to close their connections.
_PATIENCE = 60
#: How far apart the numbers of rows lie before and after a restoration.
_GAP = 100_000
# As after a rollback, numbers are not given twice: what a process remembers by number must not meet another.
_SKIP_NUMBERS = """
SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 1) + %s)
FROM pg_sequences
"""


class OwnDatabase:
    """`cursor` is of another database of the server and stays open as long as this one is used."""

    def __init__(self, cursor) -> None:
        self._cursor = cursor
        self._base = f"test_{settings.DATABASES['default']['NAME']}"
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._name = next(filter(self._is_free, (f"{self._base}_{worker}_{number}" for number in count(1))))
        self._untouched = f"{self._name}_untouched"
        self._tablespace = f"{self._name}_memory"
        self._restorations = 0

    def create(self) -> None:
        for name in (self._untouched, self._name):  # a run that was killed leaves them
            self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._drop_tablespace()
        if not os.environ.get("DATABASE_URL"):
            self._keep_in_memory()
        with template_of_now(self._cursor, base=self._base) as template:
            self._copy(template, self._untouched)
        self._copy(self._untouched, self._name)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self._name

    def restore(self) -> None:
        """Bring back the shipped policy. A connection that a test has left open fails it here."""
        self._restorations += 1
        self._drop_own()
        self._copy(self._untouched, self._name)
        with connection.cursor() as cursor:
            cursor.execute(_SKIP_NUMBERS, [_GAP * self._restorations])
        ContentType.objects.clear_cache()

    def drop(self) -> None:
        self._drop_own()
        self._execute(f'DROP DATABASE "{self._untouched}"')
        self._drop_tablespace()

    def _copy(self, source: str, name: str) -> None:
        where = f'TABLESPACE "{self._tablespace}"' if self._tablespace_folder() else ""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" {where}')

    def _keep_in_memory(self) -> None:
        """Dropping a database took seconds of waiting for the disk. This server holds test databases only:
        after a power cut remove its folder, the next run fills it again."""
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            self._execute(f"ALTER SYSTEM SET {name} = off")
        self._execute("SELECT pg_reload_conf()")
        if memory := folder_in_memory():
            folder = tempfile.mkdtemp(prefix=PREFIX, dir=memory)
            database_account().give(Path(folder))
            self._execute(f'CREATE TABLESPACE "{self._tablespace}" LOCATION %s', [folder])

    def _tablespace_folder(self) -> str | None:
        statement = "SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname = %s"
        self._execute(statement, [self._tablespace])
        row = self._cursor.fetchone()
        return row and row[0]

    def _drop_tablespace(self) -> None:
        if folder := self._tablespace_folder():
            self._execute(f'DROP TABLESPACE "{self._tablespace}"')
            self._execute("CHECKPOINT")  # a killed server does not go through it again
            shutil.rmtree(folder, ignore_errors=True)

    def _drop_own(self) -> None:
        connection.close()
        deadline = time.monotonic() + _PATIENCE
        while self._is_in_use() and time.monotonic() < deadline:  # a server's threads are about to end
            time.sleep(0.02)
        self._execute(f'DROP DATABASE "{self._name}"')

    def _is_in_use(self) -> bool:
        sessions = "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        self._execute(f"SELECT EXISTS ({sessions})", [self._name])
        return self._cursor.fetchone()[0]

    def _is_free(self, name: str) -> bool:
        """Whether no other run uses it at this time; the lock lasts as long as the cursor's connection."""
        self._execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        return self._cursor.fetchone()[0]

    def _execute(self, statement: str, parameters: list | None = None) -> None:
        self._cursor.execute(statement, parameters)
