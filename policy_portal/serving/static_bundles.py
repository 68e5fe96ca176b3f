"""Static files that import others are stored as one: a page asks once for what all pages need.

A browser reads css/site.css and js/site.js as they stand in the project as well, file by file (PORTAL_DEBUG).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "js/site.js")
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

    def content(found: re.Match) -> str:
        imported = _source(posixpath.normpath(posixpath.join(folder, found["name"])))
        return f"@media {found['media']} {{\n{imported}}}\n" if found["media"] else imported

    return _IMPORT.sub(content, _source(name))


def _source(name: str) -> str:
    """From the project, not from the collected files: there a bundle may be an older one."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
