"""Backups: one file of pg_dump and, beside it, what it must hold when it is read again.

Taken while the portal runs: the dump and the counts see the same moment.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone

from policy_portal.database.binaries import client_program

_PREFIX, _DUMP, _NOTE = "policy-portal-", ".dump", ".json"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


class BackupError(Exception):
    """It could not be made or restored; the message says, in Chinese, why and what to do."""


@dataclass(frozen=True)
class BackupNote:
    """What belongs to a dump: when it was taken (UTC), its checksum, the rows of each table, migrations."""

    taken_at: str
    sha256: str
    server: int
    rows: dict[str, int]
    migrations: list[str]


def take_backup(folder: Path) -> tuple[Path, BackupNote]:
    """Write a backup to `folder` under a name of its own. Raises BackupError."""
    folder.mkdir(parents=True, exist_ok=True)
    taken_at = timezone.now()
    file = folder / f"{_PREFIX}{taken_at:%Y%m%dT%H%M%SZ}{_DUMP}"
    draft = file.with_suffix(".part")
    try:
        with _snapshot() as snapshot:
            _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={draft}")
            rows, migrations = _row_counts(), _migrations()
        _sync_to_disk(draft)
        note = BackupNote(taken_at.isoformat(), _sha256(draft), _server_version(), rows, migrations)
        _note_path(file).write_text(json.dumps(asdict(note), ensure_ascii=False, indent=1), encoding="utf-8")
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return file, note


def forget_older(folder: Path, *, keep: int) -> list[Path]:
    """Delete all backups in `folder` but the `keep` newest; returns those deleted."""
    older = sorted(folder.glob(f"{_PREFIX}*{_DUMP}"))[:-keep]
    for file in older:
        file.unlink()
        _note_path(file).unlink(missing_ok=True)
    return older


def restore_backup(file: Path) -> BackupNote | None:
    """Restore into the database that is set, which must be empty. Raises BackupError.

    Returns the backup's note; None for a dump without one.
    """
    note = _read_note(file)
    if note and note.sha256 != _sha256(file):
        raise BackupError(f"{file.name} 与它的说明文件不符：文件已损坏，或不是同一次备份的。")
    if tables := _tables():
        raise BackupError(
            f"数据库里已有 {len(tables)} 个表；恢复不覆盖任何内容。请用空的数据库："
            "另设 PORTAL_DATA_DIR（内置）或 DATABASE_URL（外部），恢复并核对之后再换过去。"
        )
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(file))
    if note and (differences := list(_differences(note.rows, _row_counts()))):
        raise BackupError("恢复之后的行数与备份时不同：" + "；".join(differences))
    return note


def _differences(expected: dict[str, int], actual: dict[str, int]) -> Iterator[str]:
    for table in sorted(expected.keys() | actual.keys()):
        if expected.get(table) != actual.get(table):
            yield f"{table} 应有 {expected.get(table, 0)} 行，有 {actual.get(table, 0)} 行"


@contextmanager
def _snapshot() -> Iterator[str]:
    """The name of a snapshot of the database, and this transaction in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [table for (table,) in cursor.fetchall()]


def _row_counts() -> dict[str, int]:
    quoted = {table: connection.ops.quote_name(table) for table in _tables()}
    with connection.cursor() as cursor:
        counts = {}
        for table, name in quoted.items():
            cursor.execute(f"SELECT count(*) FROM {name}")  # nosec B608 - names from the catalogue, quoted
            counts[table] = cursor.fetchone()[0]
        return counts


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def _run(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database that is set, with the password in its environment."""
    connection.ensure_connection()  # starts the embedded server
    (_, *connection_options), extra = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *options, database = connection_options
    command = [
        str(client_program(name, server=_server_version() // 10_000)),
        *options,
        f"--dbname={database}",
        *arguments,
    ]
    environment = {**os.environ, **(extra or {})}
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if process.returncode:
        raise BackupError(f"{name} 没有成功：{' '.join(process.stderr.split())[:500]}")


def _server_version() -> int:
    """As the server counts: 180006."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        return cursor.fetchone()[0]


def _note_path(file: Path) -> Path:
    return file.with_suffix(_NOTE)


def _read_note(file: Path) -> BackupNote | None:
    try:
        content: dict[str, Any] = json.loads(_note_path(file).read_text(encoding="utf-8"))
        return BackupNote(**content)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise BackupError(f"{_note_path(file).name} 不是备份的说明文件。") from error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync_to_disk(file: Path) -> None:
    """Return once it is on the disk."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
