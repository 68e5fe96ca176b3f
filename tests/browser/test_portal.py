"""The portal of the browser tests: what one of them changes, no other meets."""

from threading import Thread

import pytest
from django.db import InternalError, connection

from articles.models import Policy
from tests.browser.reading import only_reading


def write() -> None:
    with pytest.raises(InternalError, match="read-only"):
        Policy.objects.update(title="别的")


def write_as_a_request() -> None:
    try:
        write()
    finally:
        connection.close()


def write_on_another_connection() -> None:
    thread = Thread(target=write_as_a_request)
    thread.start()
    thread.join()


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", [write, write_on_another_connection])
def test_whoever_writes_to_a_portal_for_reading_hears_how_to_get_another(attempt):
    message = r"django_db\(transaction=True\)[\s\S]*UPDATE"
    with pytest.raises(pytest.fail.Exception, match=message), only_reading():
        attempt()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["first", "second"])
def test_a_test_that_commits_meets_the_shipped_policy_alone(run):
    assert list(Policy.objects.values_list("title", flat=True)) == ["国家产业技术政策"]
    Policy.objects.update(title=run)
