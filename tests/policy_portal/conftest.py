"""Folders for tests that start databases."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database.memory import folder_in_memory


def fresh_folder() -> Iterator[Path]:
    # Not in pytest's own folder: each start of another pytest closes that one again to the account the
    # database runs under.
    with tempfile.TemporaryDirectory(
        prefix="portal-test-", dir=folder_in_memory(), ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from fresh_folder()


@pytest.fixture(scope="module")
def module_path() -> Iterator[Path]:
    """A folder that the tests of one file share."""
    yield from fresh_folder()
