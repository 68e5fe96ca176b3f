"""Where the databases of tests are: in memory, where there is room for them.

On a disk a server waits for each of its thousand files, and a file system that looks for room passes all that
was deleted in the last minutes: copying a database took eight times the processor time.
"""

import os
import shutil
from pathlib import Path

#: Of the folders in which `tests.database.own` has databases.
PREFIX = "portal-test-database-"
_SHARED_MEMORY = Path("/dev/shm")
#: Bytes that must be free there: a container may have 64 MB, which one database takes.
_ENOUGH = 2 * 1024**3


def folder_in_memory() -> Path | None:
    """For files that need not outlast the run; None where they had better be on a disk."""
    if not os.access(_SHARED_MEMORY, os.W_OK) or shutil.disk_usage(_SHARED_MEMORY).free < _ENOUGH:
        return None
    return _SHARED_MEMORY


def forget_server_of_lost_memory(home: Path) -> None:
    """Remove a server of tests that was killed before the machine was started anew: it would not start, as
    what it wrote to is gone. To be called before others may start it."""
    links = (home / "cluster" / "pg_tblspc").glob("*")
    if any(Path(os.readlink(link)).name.startswith(PREFIX) and not link.exists() for link in links):
        shutil.rmtree(home)
