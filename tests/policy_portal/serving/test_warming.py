"""What workers inherit: the master makes pages before it forks."""

import gc

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from articles.models import QueryLog
from articles.search.queries import configured_tokenizer
from articles.search.query_log import counting as query_counting
from articles.text.wording.characters import readings
from policy_portal.serving import server
from policy_portal.serving.warming import warm_up


@pytest.fixture
def answers():
    """Warms up, and gives the status of each page."""
    for signal in (request_started, request_finished):  # these would close the connection of the test
        signal.disconnect(close_old_connections)
    statuses = {}
    application = get_wsgi_application()

    def recording(environ, start_response):
        def start(status, headers):
            statuses[environ["PATH_INFO"], environ["QUERY_STRING"]] = status[:3]

        return application(environ, start)

    warm_up(recording)
    yield statuses
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("https", [True, False])
def test_every_page_that_warms_up_is_a_page(settings, request, https):
    settings.SECURE_SSL_REDIRECT = https
    answers = request.getfixturevalue("answers")
    assert answers.pop(("/mcp/", "")) == "405"  # it is there, and takes only what is posted
    assert set(answers.values()) == {"200"}
    assert {path.split("/")[1] for path, _ in answers} >= {"", "policies", "search", "guidance", "suggest"}
    assert any("/articles/" in path for path, _ in answers)


@pytest.mark.django_db
def test_the_dictionaries_are_loaded_then(request):
    for cached in (configured_tokenizer._tokenizer, readings._readings):
        cached.cache_clear()
    request.getfixturevalue("answers")
    assert configured_tokenizer._tokenizer.cache_info().currsize == 1
    assert readings._readings.cache_info().currsize == 1


@pytest.mark.django_db
def test_nobody_has_searched(settings, answers):
    settings.PORTAL_QUERY_LOG = True
    query_counting.write_counts()
    assert not QueryLog.objects.exists()


def test_what_is_in_memory_is_left_alone_by_collections_in_workers():
    ready = []
    try:
        server.share_memory(lambda: ready.append(gc.get_freeze_count()))
        assert ready[0] > 10_000
    finally:
        gc.unfreeze()
