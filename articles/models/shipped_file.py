"""The version of each shipped data file that was loaded, so that loading again does not undo edits."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import models


class ShippedFileQuerySet(models.QuerySet["ShippedFile"]):
    def take_in(self, path: Path) -> bool:
        """Mark this version of a file as loaded; return whether it was not before."""
        name = path.relative_to(settings.CONTENT_DIR).as_posix()
        digest = sha256(path.read_bytes()).hexdigest()
        row, created = self.get_or_create(path=name, defaults={"sha256": digest})
        if created or row.sha256 == digest:
            return created
        row.sha256 = digest
        row.save()
        return True

    def forget(self, folder: str) -> None:
        """Make the files of a folder (of CONTENT_DIR) load again."""
        self.filter(path__startswith=f"{folder}/").delete()


class ShippedFile(models.Model):
    path = models.CharField("文件", max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    objects = ShippedFileQuerySet.as_manager()

    class Meta:
        verbose_name = "随附文件"
        verbose_name_plural = "随附文件"

    def __str__(self) -> str:
        return self.path
