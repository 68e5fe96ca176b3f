"""Django's PostgreSQL backend, which first starts the embedded server if that is the one in use."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from policy_portal.database.embedded import EmbeddedCluster, cluster_at
from policy_portal.observing.statements import timed_statement


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *settings: Any, **names: Any) -> None:
        super().__init__(*settings, **names)
        self.execute_wrappers.append(timed_statement)

    def get_new_connection(self, conn_params):
        cluster = embedded_cluster(self.settings_dict)
        if cluster is None:
            return super().get_new_connection(conn_params)
        cluster.ensure_running()
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # It may be recovering from a crash of one of its processes, which takes a moment.
            cluster.recover()
            return super().get_new_connection(conn_params)


def embedded_cluster(settings_dict: dict) -> EmbeddedCluster | None:
    """Return the embedded cluster of a database's settings, or None for an external server."""
    home = settings_dict.get("EMBEDDED_HOME")
    return cluster_at(Path(home)) if home else None
