"""Copying and the codes of errors, the same with psycopg2 and psycopg 3 (.ci/run runs this with both)."""

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from articles.models import Policy
from articles.models.postgres.driver import copy_from, copy_to, sqlstate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes():
    """A table of numbers and texts."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE note (number integer, text text) ON COMMIT DROP")


def count() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(length(text)) FROM note")
        return cursor.fetchone()


def test_rows_are_copied_in_whatever_their_number(notes):
    copy_from("COPY note FROM STDIN", "".join(f"{n}\t第{n % 10}条 100%\n" for n in range(50_000)).encode())
    assert count() == (50_000, 50_000 * len("第1条 100%"))


def test_rows_are_copied_out_for_parameters_of_any_kind():
    statement = "COPY (SELECT n, %(text)s FROM unnest(%(numbers)s) n WHERE %(text)s LIKE '%%条%%') TO STDOUT"
    copy = copy_to(statement, {"text": "第'1'条 100%", "numbers": list(range(20_000))})
    lines = bytes(copy).decode().splitlines()
    assert len(lines) == 20_000
    assert lines[7] == "7\t第'1'条 100%"


def test_bytes_come_as_they_are():
    content = bytes(range(256)) * 4_000
    copy = bytes(copy_to("COPY (SELECT %(every)s::bytea) TO STDOUT (FORMAT binary)", {"every": content}))
    assert copy[25:-2] == content  # after the header, the number of fields and the length


def test_what_cannot_be_copied_is_an_error_of_djangos(notes):
    with pytest.raises(DataError) as caught, transaction.atomic():
        copy_from("COPY note FROM STDIN", "一\t条\n".encode())
    assert sqlstate_of(caught.value) == "22P02"
    with pytest.raises(DataError), transaction.atomic():
        copy_to("COPY (SELECT 1 / %(nothing)s) TO STDOUT", {"nothing": 0})


def test_a_refused_row_says_why_and_by_which_constraint():
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Policy.objects.update(title="")
    assert sqlstate_of(caught.value) == "23514"
    assert caught.value.__cause__.diag.constraint_name == "policy_title_present"


def test_an_error_without_the_servers_word_has_no_code():
    assert sqlstate_of(OperationalError("connection refused")) is None
