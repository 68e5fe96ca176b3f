"""Static files that import others are stored as one: a page asks once for what all pages need.

A browser reads the bundles as they stand in the project as well, file by file (PORTAL_DEBUG).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "js/site.js", "js/admin/base.js")
_IMPORT = re.compile(r'^(?:@import|import) "(?P<name>[^"]+)"(?: (?P<media>\w+))?;\n', re.MULTILINE)


class BundledStaticFiles(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator[tuple]:
        for name in BUNDLES:
            if name in paths and not dry_run:
                self.delete(name)
                self.save(name, ContentFile(bundled(name).encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundled(name: str) -> str:
    """The content of a static file with the files that it imports in their places, in their media."""
    folder = posixpath.dirname(name)

    def content(match: re.Match) -> str:
        path = posixpath.normpath(posixpath.join(folder, match["name"]))
        if path.endswith(".js"):
            return _isolate(_source(path))
        return f"@media {match['media']} {{\n{_source(path)}}}\n" if match["media"] else _source(path)

    return _IMPORT.sub(content, _source(name))


def _isolate(script: str) -> str:
    """A script whose error is reported as that of any other, while those after it still run."""
    return f"try {{\n{script}}} catch (error) {{\n  window.setTimeout(() => {{ throw error; }});\n}}\n"


def _source(name: str) -> str:
    """From the project, not from the collected files: there a bundle may be an older one."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")
