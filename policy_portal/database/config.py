"""Django's database settings from DATABASE_URL. Nothing is started here."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from policy_portal.database.embedded import APPLICATION_DATABASE, PORT, SUPERUSER, socket_dir

ENGINE = "policy_portal.database"
SCHEMES = ("postgres", "postgresql", "pgsql")
EXAMPLE = "postgres://用户:密码@主机:5432/库名"
_COMMON = {"ENGINE": ENGINE, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
REPLICA_TIMEOUT = 2  # seconds: readers can be answered by the primary
CONNECT_TIMEOUT = 10  # seconds; libpq's default is to wait for ever, and so would a health check


def database_settings(url: str, *, data_dir: Path) -> dict:
    """Return the `DATABASES["default"]` of `url`; if empty, of the cluster in `data_dir / "postgres"`.

    Raises ImproperlyConfigured, in Chinese and without repeating a password, for anything but PostgreSQL.
    """
    url = url.strip()
    connection = _server_settings(url) if url else _embedded_settings(data_dir / "postgres")
    return {**connection, **_COMMON}


def web_databases(primary: dict, *, pool: str, replicas: str) -> dict[str, dict]:
    """`DATABASES`: the primary, for web requests maybe by a pool, and its replicas (URLs between spaces).

    A pool that lends connections for a transaction keeps no cursor between two of them.
    """
    databases = {"default": primary}
    if pool.strip():
        databases["pool"] = {**_server_settings(pool.strip()), **_COMMON, "DISABLE_SERVER_SIDE_CURSORS": True}
    for number, url in enumerate(replicas.split(), start=1):
        replica = {**_server_settings(url), **_COMMON}
        replica["OPTIONS"] = {**replica.get("OPTIONS", {}), "connect_timeout": REPLICA_TIMEOUT}
        databases[f"replica-{number}"] = replica
    for alias, database in databases.items():
        if alias != "default":
            database["TEST"] = {"MIRROR": "default"}
    return databases


def limit_statements(database: dict[str, Any], *, seconds: int) -> None:
    """Have the server stop statements of later connections that take longer; 0 leaves them as they are.

    For web requests only: a command may take as long as it needs.
    """
    if seconds:
        options = database.setdefault("OPTIONS", {})
        existing = options.get("options", "")
        options["options"] = f"{existing} -c statement_timeout={seconds}s".strip()


def _server_settings(url: str) -> dict[str, Any]:
    scheme = url.partition(":")[0].lower()
    if scheme not in SCHEMES:
        raise ImproperlyConfigured(
            f"DATABASE_URL 以“{scheme[:20]}:”开头，但本系统只使用 PostgreSQL（不支持 SQLite、MySQL 等）。"
            f"请写成 {EXAMPLE}，或删去 DATABASE_URL 以使用内置的 PostgreSQL。"
        )
    try:
        connection = dj_database_url.parse(url, engine=ENGINE)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL 的格式不对（{type(error).__name__}）。请写成 {EXAMPLE}。"
        ) from None
    if not connection["NAME"] and not connection.get("OPTIONS", {}).get("service"):
        raise ImproperlyConfigured(f"DATABASE_URL 没有写库名。请写成 {EXAMPLE}。")
    connection.setdefault("OPTIONS", {}).setdefault("connect_timeout", CONNECT_TIMEOUT)
    return dict(connection)


def _embedded_settings(home: Path) -> dict:
    return {
        "NAME": APPLICATION_DATABASE,
        "USER": SUPERUSER,
        "HOST": str(socket_dir(home)),
        "PORT": PORT,
        "EMBEDDED_HOME": str(home),
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT},
    }
