"""Every state of a measure is kept (修订): an edit adds a revision and never changes one."""

from __future__ import annotations

from django.db import models

from articles.models.editing.revision import Revision
from guidance.models.measure import SupportMeasure


class MeasureRevision(Revision):
    """A measure with its criteria and details as one record (`guidance.measures.measure_records`)."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="revisions", verbose_name="支持措施"
    )
    record = models.JSONField("内容")

    subject = "measure"
    objects = models.Manager()

    class Meta:
        verbose_name = "措施修订"
        verbose_name_plural = "措施修订"
        ordering = ("measure", "-number")
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="measure_revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.measure} 修订 {self.number}"
