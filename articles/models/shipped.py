"""Which version of each shipped data file this database has taken in, so that edits are not undone."""

from django.db import models


class ShippedFile(models.Model):
    path = models.CharField("文件", max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        verbose_name = "随附文件"
        verbose_name_plural = "随附文件"

    def __str__(self) -> str:
        return self.path
