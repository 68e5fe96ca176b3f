"""A backup, restored into an empty database, gives every row back."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from policy_portal import backup
from policy_portal.backup import BackupError

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = "policy_portal_restored"


@pytest.fixture(scope="module")
def of_the_shipped_policy(module_path, django_db_setup, django_db_blocker):
    """A backup of what each of these tests begins with. They write nothing into its database."""
    with django_db_blocker.unblock():
        return backup.take_backup(module_path)


@pytest.fixture
def file(of_the_shipped_policy, tmp_path):
    """A copy of it for one test, with its note beside it."""
    backup_file, _ = of_the_shipped_policy
    for copied_file in (backup_file, backup_file.with_suffix(".json")):
        shutil.copy(copied_file, tmp_path)
    return tmp_path / backup_file.name


@contextmanager
def empty_database(name=OTHER):
    """The URL of one beside the tests' own."""
    name = f"{name}_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    where = connection.settings_dict
    user = quote(where["USER"]) + (f":{quote(where['PASSWORD'])}" if where.get("PASSWORD") else "")
    port = f":{where['PORT']}" if where.get("PORT") else ""
    try:
        yield f"postgres://{user}@{quote(where['HOST'], safe='')}{port}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(*arguments, url):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(cursor) -> dict[str, str]:
    """A digest of all rows of each table, whatever their order."""
    cursor.execute("SET TIME ZONE 'UTC'")
    cursor.execute(backup._TABLES)
    digests = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT md5(string_agg(r::text, chr(10) ORDER BY r::text)) FROM "{table}" r')
        digests[table] = cursor.fetchone()[0]
    return digests


def contents_of(url) -> dict[str, str]:
    driver = connection.Database
    with driver.connect(url) as other, other.cursor() as cursor:
        return contents(cursor)


def test_every_row_of_every_table_comes_back_and_is_verified(file, of_the_shipped_policy):
    _, note = of_the_shipped_policy
    with connection.cursor() as cursor:
        before = contents(cursor)
    assert note.rows["articles_article"] == 34
    with empty_database() as url:
        done = manage("restore", str(file), url=url)
        assert done.returncode == 0, done.stderr
        assert "没有问题" in done.stdout
        after = contents_of(url)
        log = {"policy_portal_auditentry", "policy_portal_audithead"}  # which says that it was restored
        assert {table for table in before if after[table] != before[table]} == log
        assert after.keys() == before.keys()


def test_it_overwrites_nothing(file):
    with pytest.raises(CommandError, match="恢复不覆盖任何内容"):
        call_command("restore", str(file))


@pytest.mark.parametrize("damage", [b"", b"\0" * 100])
def test_a_damaged_file_is_refused_before_anything_is_read(file, damage):
    file.write_bytes(file.read_bytes()[:-200] + damage)
    with pytest.raises(BackupError, match="文件已损坏"):
        backup.restore_backup(file)


def test_rows_that_are_missing_afterwards_are_named(file):
    note_file = file.with_suffix(".json")
    note = json.loads(note_file.read_text("utf-8"))
    note["rows"]["articles_article"] += 1
    note_file.write_text(json.dumps(note), "utf-8")
    with empty_database() as url:
        done = manage("restore", str(file), url=url)
    assert done.returncode == 1
    assert "articles_article 应有 35 行，有 34 行" in done.stderr


def test_a_server_that_does_not_answer_leaves_no_half_backup(tmp_path, monkeypatch):
    def fails(name, *arguments):
        raise BackupError("pg_dump 没有成功")

    monkeypatch.setattr(backup, "_run", fails)
    with pytest.raises(CommandError, match="没有成功"):
        call_command("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_only_the_newest_are_kept_and_other_files_left_alone(tmp_path, capsys):
    names = [f"policy-portal-2026010{day}T000000Z" for day in (1, 2, 3)]
    for name in names:
        (tmp_path / f"{name}.dump").touch()
        (tmp_path / f"{name}.json").touch()
    (tmp_path / "other.dump").touch()
    assert [file.stem for file in backup.forget_older(tmp_path, keep=2)] == names[:1]
    remaining = {file.name for file in tmp_path.iterdir()}
    assert remaining == {"other.dump", *(f"{name}{end}" for name in names[1:] for end in (".dump", ".json"))}
