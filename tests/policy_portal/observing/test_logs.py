"""The log: a line for people, or JSON for a collector."""

import json
import logging
import sys

import pytest

from policy_portal.observing import logs


def written_line(record, form):
    handler = logging.StreamHandler()
    handler.setFormatter(form)
    handler.addFilter(logs.WithRequestId())
    handler.filter(record)
    return handler.format(record)


def test_a_json_line_is_one_object_with_chinese_as_it_is():
    record = logging.makeLogRecord({"name": "portal", "levelname": "WARNING", "msg": "慢\n语句", "ms": 12})
    line = written_line(record, logs.JsonLine())
    assert "\n" not in line
    assert "慢" in line
    entry = json.loads(line)
    assert (entry["level"], entry["logger"], entry["message"], entry["ms"]) == (
        "WARNING",
        "portal",
        "慢\n语句",
        12,
    )
    assert entry["time"].startswith("20")


def test_it_holds_how_an_error_came_about_but_not_the_request_itself():
    try:
        raise ValueError("错")
    except ValueError:
        record = logging.makeLogRecord({"msg": "x", "exc_info": sys.exc_info(), "request": object()})
    entry = json.loads(written_line(record, logs.JsonLine()))
    assert "ValueError: 错" in entry["exc_info"]
    assert "request" not in entry


@pytest.mark.parametrize(("access", "level"), [(True, "INFO"), (False, "WARNING")])
def test_requests_are_logged_only_where_it_is_asked_for(access, level):
    assert logs.log_settings("json", access=access)["loggers"]["policy_portal.access"]["level"] == level
