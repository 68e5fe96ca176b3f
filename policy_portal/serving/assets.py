"""Static files: collected into the data folder, again only if one of them has changed."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

#: Libraries' files that no page uses; to compress them took half of the time that collecting takes.
UNUSED = (
    "rest_framework",  # DRF's browsable API
    "django_htmx",  # htmx stands in vendor/
    "admin/js/vendor/jquery/jquery.js",  # of these the administration names the .min.js
    "admin/js/vendor/select2/select2.full.js",
    "admin/js/vendor/xregexp/xregexp.js",
    "admin/js/vendor/select2/i18n/[!z]*",  # its words in languages other than Chinese
)


def ensure_static_files(data_dir: Path) -> str:
    """Collect the static files unless they are up to date; return a one-line summary."""
    stamp = data_dir / "static.fingerprint"
    fingerprint = _fingerprint()
    if (
        stamp.exists()
        and stamp.read_text(encoding="ascii") == fingerprint
        and Path(settings.STATIC_ROOT).is_dir()
    ):
        return "没有变化"
    stamp.unlink(missing_ok=True)
    _remove_copies(Path(settings.STATIC_ROOT))
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=[*UNUSED])
    stamp.write_text(fingerprint, encoding="ascii")  # last: an interrupted collection is repeated
    return "已收集"


def _remove_copies(root: Path) -> None:
    # collectstatic keeps a copy that is not older than its source, whatever is in it; an upgrade from an
    # archive brings old dates. Copies with a hash in their name stay: a running portal still serves them.
    for finder in get_finders():
        for name, _ in finder.list([]):
            (root / name).unlink(missing_ok=True)


def _fingerprint() -> str:
    digest = sha256(f"{django.__version__} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for line in sorted(_file_lines()):
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _file_lines() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            yield f"{storage.path(name)}\0{status.st_size}\0{status.st_mtime_ns}\n"
