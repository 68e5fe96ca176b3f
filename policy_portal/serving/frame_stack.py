"""Room for the frames of a request in one piece of memory (docs/decisions/0080-frames-in-one-piece.md).

CPython keeps the frames of a thread in pieces of 16 kB. Where the end of a piece lies at a depth that is
called from again and again, each of these calls maps a new piece and unmaps it: a template tag then takes
three times as long.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Words of eight bytes. Python rounds such a frame up to a piece of 256 kB, and what is left of it holds
#: the frames of some hundred calls inside one another.
_FRAME = 16_000


def frames_in_one_piece(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware, the outermost: its own frame is so large that the piece which holds it holds all others."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.__code__ = middleware.__code__.replace(co_stacksize=_FRAME)
    return middleware
