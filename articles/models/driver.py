"""What psycopg2 and psycopg 3 do in different ways; Django takes psycopg 3 where it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Protocol

from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3, mogrify


class Diagnosis(Protocol):
    """Where the server found fault; None where that is no matter of a row."""

    constraint_name: str | None
    table_name: str | None
    message_primary: str | None


def copy_from(statement: str, lines: bytes) -> None:
    """Run a `COPY … FROM STDIN` with these lines."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if is_psycopg3:
            with cursor.copy(statement) as copy:
                copy.write(lines)
        else:
            cursor.copy_expert(statement, BytesIO(lines))


def copy_to(statement: str, parameters: Mapping[str, object]) -> memoryview:
    """Everything that a `COPY … TO STDOUT` sends."""
    buffer = BytesIO()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        bound = mogrify(statement, parameters, connection)  # COPY takes no parameters from a client
        if is_psycopg3:
            with cursor.copy(bound) as copy:
                buffer.writelines(copy)
        else:
            cursor.copy_expert(bound, buffer)
    return buffer.getbuffer()


def sqlstate_of(error: BaseException) -> str | None:
    """The code (PostgreSQL's manual, Appendix A) of a Django error; None where the server said nothing."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)


def diagnosis_of(error: BaseException) -> Diagnosis:
    """What the server said besides of an error that has a code."""
    diagnosis: Diagnosis = getattr(error.__cause__, "diag")  # noqa: B009 - both drivers' errors have it
    return diagnosis
