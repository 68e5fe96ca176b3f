"""How often each client has called the API in the present minute, known to all server processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, models

_COUNT = """
INSERT INTO articles_callcount (client, minute, calls) VALUES (%s, %s, 1)
ON CONFLICT (client, minute) DO UPDATE SET calls = articles_callcount.calls + 1
RETURNING calls
"""
_KEPT = timedelta(minutes=5)


class CallCountQuerySet(models.QuerySet):
    def count_call(self, client: str, *, at: datetime) -> int:
        """Count one call, atomically, and return how many the client has made in this minute."""
        minute = at.replace(second=0, microsecond=0)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [client[:64], minute])
            calls = cursor.fetchone()[0]
        if calls == 1:
            self.filter(minute__lt=minute - _KEPT).delete()
        return calls


class CallCount(models.Model):
    client = models.CharField(max_length=64)
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField()

    objects = CallCountQuerySet.as_manager()

    class Meta:
        verbose_name = "接口调用计数"
        verbose_name_plural = "接口调用计数"
        constraints = [models.UniqueConstraint(fields=["client", "minute"], name="call_count_unique")]

    def __str__(self) -> str:
        return f"{self.client} {self.minute}"
