"""Recognises errors of a database that is away, read-only, or stopped a statement that took too long."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection

from articles.models.postgres.driver import sqlstate_of

#: SQLSTATEs of a server that is stopping, starting, full, or ends a connection (PostgreSQL's manual,
#: Appendix A). 40001 among reads is a standby that could not both answer and follow its primary.
_AWAY = ("08", "53", "57P", "40001")
_READ_ONLY = "25006"
_CANCELLED = "57014"  # at statement_timeout, or by an operator


class Outage(Enum):
    AWAY = auto()
    READ_ONLY = auto()
    TOO_LONG = auto()


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage that caused an error; None if it is a bug of the portal.

    Chained exceptions are examined as well: after a lost connection, the next step fails with another error.
    """
    return next(filter(None, map(_outage, _with_causes(error))), None)


def is_read_only() -> bool:
    """Whether the database is read-only: a standby, or set so. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only') = 'on'")
        return cursor.fetchone()[0]


def _outage(error: BaseException) -> Outage | None:
    if not isinstance(error, Error):
        return None
    code = sqlstate_of(error)
    if code == _READ_ONLY:
        return Outage.READ_ONLY
    if code == _CANCELLED:
        return Outage.TOO_LONG
    if code is not None:
        return Outage.AWAY if code.startswith(_AWAY) else None
    # No SQLSTATE: psycopg2 raises a plain DatabaseError if the server's answer broke off.
    is_lost = isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError
    return Outage.AWAY if is_lost else None


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
