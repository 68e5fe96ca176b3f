"""Folders for tests that start databases."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

#: On a disk a database waits for each of its thousand files, and a file system that looks for room passes all
#: that was deleted in the last minutes.
_IN_MEMORY = Path("/dev/shm")
#: Bytes that must be free there: a container may have 64 MB, which one database takes.
_ENOUGH = 2 * 1024**3


def fresh_folder() -> Iterator[Path]:
    # Not in pytest's own folder: each start of another pytest closes that one again to the account the
    # database runs under.
    with tempfile.TemporaryDirectory(
        prefix="portal-test-", dir=_place(), ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def _place() -> Path | None:
    if not os.access(_IN_MEMORY, os.W_OK) or shutil.disk_usage(_IN_MEMORY).free < _ENOUGH:
        return None
    return _IN_MEMORY


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from fresh_folder()


@pytest.fixture(scope="module")
def module_path() -> Iterator[Path]:
    """A folder that the tests of one file share."""
    yield from fresh_folder()
