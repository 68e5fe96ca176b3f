"""Background jobs of search: trials of settings, and rebuilding the index."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.models.search.configuration import SearchConfiguration
from articles.models.work.job import UNFINISHED, Job, JobQuerySet, JobStatus


class IndexRebuild(Job):
    """A rebuild of the search index."""

    command, lock_class = "reindex", 2009_0236

    class Meta(Job.Meta):
        verbose_name = "索引重建"
        verbose_name_plural = "索引重建"

    def __str__(self) -> str:
        return f"索引重建 {self.pk}（{self.get_status_display()}）"


class TrialQuerySet(JobQuerySet["SearchTrial"]):
    def of_version(self, version: SearchConfiguration) -> TrialQuerySet:
        return self.filter(version=version)

    def finished(self) -> TrialQuerySet:
        return self.filter(status=JobStatus.DONE)


class SearchTrial(Job):
    """A comparison of a draft with the settings in force, by the golden questions.

    `subject` is a fingerprint of everything compared, to tell later whether the results are current.
    `results` is an `articles.search.trials.trial_runs.TrialComparison` as JSON.
    """

    command, lock_class = "try_search_settings", 2009_0235

    version = models.ForeignKey(
        SearchConfiguration, on_delete=models.PROTECT, related_name="trials", verbose_name="检索设置"
    )
    subject = models.CharField("比较对象", max_length=64)
    results = models.JSONField("结果", null=True, blank=True)

    objects = TrialQuerySet.as_manager()  # type: ignore[misc]  # knows more than that of all jobs

    class Meta(Job.Meta):
        verbose_name = "试运行"
        verbose_name_plural = "试运行"
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(status__in=UNFINISHED),
                name="one_trial_of_a_version_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.DONE) | Q(results__isnull=False), name="trial_done_has_results"
            ),
        ]

    def __str__(self) -> str:
        return f"试运行 {self.pk}（{self.get_status_display()}）"
