"""Large blocks go back to the system; where the C library cannot, the portal runs as it is."""

import ctypes
import platform

import pytest

from policy_portal.serving import heap


def test_it_is_asked_of_the_c_library():
    assert heap.return_large_blocks() == (platform.libc_ver()[0] == "glibc")


@pytest.mark.parametrize("error", [OSError, AttributeError])
def test_another_c_library_is_no_fault(monkeypatch, error):
    def without(name):
        raise error

    monkeypatch.setattr(ctypes, "CDLL", without)
    assert not heap.return_large_blocks()
