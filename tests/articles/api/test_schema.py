"""What the OpenAPI schema promises is what the server does: checked by schemathesis."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode


@pytest.fixture
def one_connection():
    """Let requests to the WSGI application use the test's own connection, as the test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_server_keeps_the_schema(shipped, one_connection, mode, settings):
    settings.PORTAL_API_RATE = 1_000_000
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
    operations = [operation.ok() for operation in schema.get_all_operations()]
    assert len(operations) >= 16
    for operation in operations:
        if mode == GenerationMode.POSITIVE or _asks(operation):
            _hold(operation, mode)


def _asks(operation) -> bool:
    """Whether a caller can say anything that could be wrong."""
    return any([*operation.path_parameters, *operation.query, *operation.body])


def _hold(operation, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=10,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def every_case(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its WSGI client decodes nothing

    every_case()


def test_the_schema_is_json_where_the_address_asks_for_it(client, db):
    assert client.get("/api/schema/", {"format": "json"}).json()["openapi"].startswith("3.")
    assert client.get("/api/schema/").content.startswith(b"openapi: 3.")


def test_the_schema_is_valid_and_complete(shipped, capsys):
    call_command("spectacular", validate=True, fail_on_warn=True)
    described = capsys.readouterr().out
    for path in ("policies/{slug}/articles/{unit}", "guidance/match", "guidance/measures/{slug}"):
        assert f"/api/v1/{path}/" in described
