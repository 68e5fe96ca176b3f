"""What decides the content of a database: in doubt a file counts."""

import os
import re
import sys
import sysconfig
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("articles", "guidance", "policy_portal", "fixtures", "tests/database")


def imported_files() -> list[str]:
    """The files of the project that this process has imported."""
    files = (Path(getattr(module, "__file__", None) or "/") for module in list(sys.modules.values()))
    ours = (path.relative_to(ROOT).as_posix() for path in files if path.is_relative_to(ROOT))
    return sorted(path for path in ours if not path.startswith("."))  # .venv


def digests() -> dict[str, str]:
    """Every file that may be imported or read when content is loaded, with a digest of it."""
    files = [path for folder in _FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    files_counted = (path for path in (*files, ROOT / "tests/settings.py") if path.suffix != ".pyc")
    return {path.relative_to(ROOT).as_posix(): _digest(path.read_bytes()) for path in files_counted}


def fingerprint(files: dict[str, str], *, imported: Iterable[str], surroundings: str) -> str:
    """One for the content that `files` make of a database whose filling imports those that are `imported`.

    Migrations, what is not code, and how it is filled always count: there may be more of them than before.
    """
    always = (path for path in files if not path.endswith(".py") or re.search("^tests/|/migrations/", path))
    counted = sorted({*always, *imported})
    return _digest_of_lines(surroundings, *(f"{path} {files.get(path)}" for path in counted))


def surroundings() -> str:
    """What decides beside the project's own files: rows tell, for one, on which day they were written."""
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    chosen = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("PORTAL_"))
    return _digest_of_lines(sys.version, timezone.localdate().isoformat(), *packages, *chosen)


def _digest_of_lines(*lines: str) -> str:
    return _digest("\n".join(lines).encode())


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
