"""What differs between psycopg2 and psycopg 3; Django uses psycopg 3 if it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Protocol

from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3, mogrify


class Diagnosis(Protocol):
    """The server's diagnosis of an error; fields are None if it is not about a row."""

    constraint_name: str | None
    table_name: str | None
    message_primary: str | None


def copy_from(statement: str, lines: bytes) -> None:
    """Run `COPY … FROM STDIN` with these lines."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if is_psycopg3:
            with cursor.copy(statement) as copy:
                copy.write(lines)
        else:
            cursor.copy_expert(statement, BytesIO(lines))


def copy_to(statement: str, parameters: Mapping[str, object]) -> memoryview:
    """The output of `COPY … TO STDOUT`."""
    buffer = BytesIO()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        bound = mogrify(statement, parameters, connection)  # COPY does not accept query parameters
        if is_psycopg3:
            with cursor.copy(bound) as copy:
                buffer.writelines(copy)
        else:
            cursor.copy_expert(bound, buffer)
    return buffer.getbuffer()


def sqlstate_of(error: BaseException) -> str | None:
    """The SQLSTATE of a Django error; None if it did not come from the server."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)


def diagnosis_of(error: BaseException) -> Diagnosis:
    """The diagnosis of an error with a SQLSTATE."""
    diagnosis: Diagnosis = getattr(error.__cause__, "diag")  # noqa: B009 - both drivers' errors have it
    return diagnosis
