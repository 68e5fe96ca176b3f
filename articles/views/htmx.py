"""Requests as the middleware of django-htmx passes them on."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """For annotations only: Django makes a plain request, and the middleware adds to it."""

    htmx: HtmxDetails
