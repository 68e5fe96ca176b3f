"""A database with the shipped policy to copy from: filled in half a minute, copied in a tenth of a second.

It is filled in two stages, each of them a database that stays in the server of the tests from run to run. A
stage is filled anew as soon as anything differs that may decide its content; its comment says what that is.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.database import fingerprints

_STAGES = ("migrated", "shipped")
_LOCK = 2009_0232


@contextmanager
def template_of_now(cursor, *, base: str) -> Iterator[str]:
    """The name of a database as the code of now fills it. `cursor` is of another database of the server.

    Processes that start together take turns: the template stays as it is within the `with`.
    """
    cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield _filled_template(cursor, base)
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _filled_template(cursor, base: str) -> str:
    files, surroundings, source = fingerprints.digests(), fingerprints.surroundings(), "template1"
    for stage in _STAGES:
        name = f"{base}_{stage}"
        noted_fingerprint, *imported = _comment(cursor, name).split("\n")
        fingerprint = fingerprints.fingerprint(files, imported=imported, surroundings=surroundings)
        if noted_fingerprint != fingerprint:
            imported = _fill(cursor, stage, name, source=source)
            fingerprint = fingerprints.fingerprint(files, imported=imported, surroundings=surroundings)
            _put_in_place(cursor, name, comment="\n".join((fingerprint, *imported)))
        source, surroundings = name, fingerprint
    return source


def _fill(cursor, stage: str, name: str, *, source: str) -> list[str]:
    """Fill a database aside: what is in place is complete. Returns the files that this took."""
    print(f"\n填充测试库（{stage}）：有东西变了……", flush=True)
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}_new" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}_new" TEMPLATE "{source}"')
    command = [sys.executable, "-m", "tests.database.filling", stage, f"{name}_new"]
    result = subprocess.run(command, cwd=fingerprints.ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"the test database could not be filled ({stage}):\n{result.stderr}")
    return result.stdout.splitlines()


def _put_in_place(cursor, name: str, *, comment: str) -> None:
    cursor.execute(f'COMMENT ON DATABASE "{name}_new" IS %s', [comment])
    cursor.execute(f'ALTER DATABASE "{name}_new" ALLOW_CONNECTIONS false')
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')


def _comment(cursor, name: str) -> str:
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    row = cursor.fetchone()
    return (row and row[0]) or ""
