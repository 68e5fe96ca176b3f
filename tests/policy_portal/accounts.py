"""Being somebody whom file permissions bind, also when the tests run as root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

#: The account for processes of tests: `nobody` for root, else the own one.
ORDINARY = 65534 if os.geteuid() == 0 else os.geteuid()


@contextmanager
def ordinary_user() -> Iterator[None]:
    own = os.geteuid()
    os.seteuid(ORDINARY)
    try:
        yield
    finally:
        os.seteuid(own)
