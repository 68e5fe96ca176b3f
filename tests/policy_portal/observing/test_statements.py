"""Slow statements are logged, without their values."""

import logging

import pytest
from django.db import connection

from policy_portal.observing import statements
from policy_portal.observing.statements import start_counting


@pytest.mark.django_db
def test_statements_are_counted_from_the_start_of_a_request():
    spent = start_counting()
    with connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute("SELECT 1")
    assert spent.statements == 3
    assert spent.seconds > 0


@pytest.mark.django_db
def test_one_that_fails_counts_as_well():
    spent = start_counting()
    with pytest.raises(ZeroDivisionError):
        statements.timed_statement(lambda *arguments: 1 // 0, "SELECT", None, False, {})
    assert spent.statements == 1


@pytest.mark.django_db
def test_a_slow_one_is_logged_without_its_values(caplog, settings):
    settings.PORTAL_SLOW_STATEMENT_MS = 0
    caplog.set_level(logging.WARNING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT\n  %s", ["geheim"])
    assert "SELECT %s" in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.django_db
def test_others_are_not(caplog, settings):
    settings.PORTAL_SLOW_STATEMENT_MS = 3_600_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert caplog.text == ""
