"""The log: a line for people, or JSON for a collector; each line of a request carries its id."""

from __future__ import annotations

import logging
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from policy_portal.observing.request_ids import present_request_id

FORMS = ("text", "json")


class WithRequestId(logging.Filter):
    """Adds `request_id` to a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = present_request_id()
        return True


class JsonLine(JsonFormatter):
    """One JSON object a line: time, level, logger, request_id, message, and what the caller adds."""

    def __init__(self) -> None:
        super().__init__(
            "{asctime}{levelname}{name}{request_id}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            json_ensure_ascii=False,
            reserved_attrs=(*_RESERVED,),
        )


# Django adds the request and the response to its own records; neither belongs in a line.
_RESERVED = (
    *logging.makeLogRecord({}).__dict__,
    "asctime",
    "message",
    "request",
    "response",
    "taskName",
    "color_message",
)


def log_settings(form: str, *, access: bool) -> dict[str, Any]:
    """Django's LOGGING. `form` is one of FORMS; `access` has each request logged."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
            "json": {"()": JsonLine},
        },
        "filters": {
            "request_id": {"()": WithRequestId},
            # An outage is logged once a minute (policy_portal.failures.outages), not at every request.
            "no_outages": {
                "()": "django.utils.log.CallbackFilter",
                "callback": lambda record: getattr(record, "status_code", None) != 503,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id"]}
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "policy_portal.access": {"level": "INFO" if access else "WARNING"},
            "axes": {"level": "ERROR"},  # the administration shows its records
            # 404s do not concern the operator.
            "django.request": {"level": "ERROR", "filters": ["no_outages"]},
            "django.security": {"level": "CRITICAL"},  # nor a scanner's 400 for a host or parameters
            "waitress.queue": {"level": "ERROR"},  # requests that wait for a thread
            "django_mcpz.calls": {"level": "CRITICAL"},  # arguments of tools: whole drafts are among them
        },
    }
