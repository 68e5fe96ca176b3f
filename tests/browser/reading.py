"""A portal that a test only reads: PostgreSQL refuses to change it, and whoever has tried hears how to."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import Error, connection
from django.db.backends.signals import connection_created

from articles.models.postgres.outages import Outage, outage_of

_HINT = (
    "一个只读门户的浏览器测试写了数据库。要写数据库的测试（或整个文件）请标注 "
    "@pytest.mark.django_db(transaction=True)，它得到一个可写的门户，结束后数据库恢复原状。被拒绝的语句："
)


@contextmanager
def only_reading() -> Iterator[None]:
    """Let neither the portal, whose requests have connections of their own, nor the test change anything."""
    refused: list[str] = []

    def note(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except Error as error:
            if outage_of(error) is Outage.READ_ONLY:
                refused.append(sql)
            raise

    def open_read_only(connection, **_) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
        connection.execute_wrappers.append(note)

    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    connection_created.connect(open_read_only)
    try:
        with connection.execute_wrapper(note):
            yield
    finally:
        connection_created.disconnect(open_read_only)
    if refused:
        pytest.fail("\n".join([_HINT, *refused]), pytrace=False)
