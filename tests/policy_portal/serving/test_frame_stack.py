"""A request's calls map no memory for their frames, however deep they are."""

import resource

from django.conf import settings

from policy_portal.serving.frame_stack import frames_in_one_piece

_DEPTH, _CALLS = 300, 200


def _deep(depth: int) -> None:
    """At each depth call a function that returns at once, many times."""
    for _ in range(_CALLS):
        _leaf()
    if depth:
        _deep(depth - 1)


def _leaf() -> None:
    pass


def _faults(call) -> int:
    call(None)  # what is new at the first call is not counted
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call(None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_calls_at_no_depth_map_memory():
    # Unwrapped, a call that ends a stack chunk maps memory each time.
    assert _faults(frames_in_one_piece(lambda request: _deep(_DEPTH))) < _CALLS


def test_it_is_around_all_other_middleware():
    assert settings.MIDDLEWARE[0] == "policy_portal.serving.frame_stack.frames_in_one_piece"
