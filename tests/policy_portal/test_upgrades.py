"""Upgrades while people read and edit: what expands the schema is not noticed, what contracts it refused."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from articles.models import Entity, EntityRevision
from deploy.check_migrations import BEFORE_THE_RULE, new_migrations, problems_of
from deploy.failover.load import fields_of
from policy_portal import upgrades
from policy_portal.serving import startup

READERS = ("/policies/gxblk-2009-232/articles/25/?n={}", "/search/?q=技术{}", "/policies/?n={}")


class Expand(migrations.Migration):
    operations = [
        migrations.AddField("article", "noted_at", models.DateTimeField(null=True)),
        migrations.AddField("entity", "noted_by", models.CharField(max_length=20, db_default="")),
        migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddIndex("entity", models.Index(fields=["noted_by"], name="entity_noted_by")),
    ]


def expand() -> None:
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor() as editor:
        Expand("9999_expand", "articles").apply(state, editor)


def expand_patiently(*, messages: list[str]) -> None:
    upgrades.patiently(expand, database="default", say=messages.append)


class Person:
    """Somebody who goes on asking until told to stop, in a thread with a connection of its own."""

    def __init__(self) -> None:
        self.client, self.answers, self.stopped = Client(), [], threading.Event()

    def act(self) -> None:
        try:
            while not self.stopped.is_set():
                self.answers.append(self.ask(len(self.answers)))
        finally:
            connection.close()

    def wait_for_more(self) -> None:
        wanted, deadline = len(self.answers) + 3, time.monotonic() + 120
        while len(self.answers) < wanted:
            assert time.monotonic() < deadline
            time.sleep(0.01)


class Reader(Person):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def ask(self, number: int) -> int:
        return self.client.get(self.address.format(number)).status_code


class Editor(Person):
    def __init__(self) -> None:
        super().__init__()
        self.client.force_login(get_user_model().objects.create_superuser("wang", password="x"))
        self.address = f"/admin/articles/entity/{Entity.objects.filter(kind='goal').first().pk}/change/"
        self.saved = []

    def ask(self, number: int) -> int:
        words = f"第{number}次"
        fields = fields_of(self.client.get(self.address).content.decode())
        answer = self.client.post(
            self.address, {**fields, "description": words, "_continue": "1"}, follow=True
        )
        if 'class="success"' in answer.content.decode():
            self.saved.append(words)
        return answer.status_code


@pytest.mark.django_db(transaction=True)
def test_people_do_not_notice_a_migration_that_expands():
    people = [Editor(), *map(Reader, READERS)]
    with ThreadPoolExecutor(len(people)) as pool:
        running = [pool.submit(person.act) for person in people]
        try:
            for step in (lambda: None, lambda: expand_patiently(messages=[])):
                step()
                for person in people:
                    person.wait_for_more()
        finally:
            for person in people:
                person.stopped.set()
        for act in running:
            act.result()
    assert {status for person in people for status in person.answers} == {200}
    editor = people[0]
    assert len(editor.saved) == len(editor.answers)
    descriptions = {revision.snapshot["description"] for revision in EntityRevision.objects.all()}
    assert set(editor.saved) <= descriptions


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_not_to_be_had_is_asked_for_again(settings, monkeypatch):
    """Meanwhile it is let go, so that those behind are served."""
    settings.PORTAL_MIGRATION_LOCK_SECONDS = 1
    reading, done = threading.Event(), threading.Event()

    def read_for_long() -> None:
        with transaction.atomic():
            Entity.objects.count()
            reading.set()
            done.wait(60)
        connection.close()

    messages = []
    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read_for_long)
        reading.wait(60)
        monkeypatch.setattr(upgrades.time, "sleep", lambda seconds: (done.set(), reader.result(60)))
        expand_patiently(messages=messages)
    assert len(messages) == 1
    assert "表正在使用" in messages[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT noted_by FROM articles_entity LIMIT 1")
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_the_command_says_that_it_has_not_finished(monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", fail)
    with pytest.raises(CommandError, match="可以再运行一次"):
        call_command("migrate")


@pytest.mark.django_db
class TestOlderCode:
    def test_it_goes_on_with_a_schema_that_a_newer_version_has_expanded(self, client):
        MigrationRecorder(connection).record_applied("articles", "9999_more")
        assert startup.migrate() == "已是最新"
        assert client.get("/healthz/ready").status_code == 200

    def test_it_does_not_start_with_one_that_a_newer_version_has_contracted(self, client):
        MigrationRecorder(connection).record_applied("articles", "9999_contract_titles")
        with pytest.raises(ImproperlyConfigured, match=r"articles\.9999_contract_titles"):
            startup.migrate()
        answer = client.get("/healthz/ready")
        assert answer.status_code == 503
        assert "9999_contract_titles" in answer.json()["reasons"][0]


@pytest.mark.django_db
class TestWaiting:
    def test_a_process_that_does_not_migrate_waits_until_another_has(self, settings, monkeypatch):
        settings.PORTAL_MIGRATE = "wait"
        missing = iter([2, 2, 1, 0])
        monkeypatch.setattr(upgrades, "pending", lambda: next(missing))
        monkeypatch.setattr(upgrades.time, "sleep", lambda seconds: None)
        assert startup.migrate() == "已是最新"

    def test_but_not_for_ever(self, settings, monkeypatch):
        settings.PORTAL_MIGRATE, settings.PORTAL_MIGRATION_PATIENCE = "wait", 0
        monkeypatch.setattr(upgrades, "pending", lambda: 2)
        with pytest.raises(ImproperlyConfigured, match="仍缺少 2 个迁移"):
            startup.migrate()


@pytest.mark.parametrize(
    ("name", "statement", "is_found"),
    [
        ("0061_more", 'ALTER TABLE "a" ADD COLUMN "b" integer NULL;', False),
        ("0061_more", 'ALTER TABLE "a" ADD COLUMN "b" integer DEFAULT 0 NOT NULL;', False),
        ("0061_more", 'CREATE INDEX "i" ON "a" ("b");', False),
        ("0061_less", 'ALTER TABLE "a" ADD COLUMN "b" integer NOT NULL;', True),
        ("0061_less", 'ALTER TABLE "a" DROP COLUMN "b" CASCADE;', True),
        ("0061_less", 'DROP TABLE "a" CASCADE;', True),
        ("0061_less", 'ALTER TABLE "a" RENAME COLUMN "b" TO "c";', True),
        ("0061_less", 'ALTER TABLE "a" RENAME TO "c";', True),
        ("0061_contract_b", 'ALTER TABLE "a" DROP COLUMN "b" CASCADE;', False),
        ("0061_contracts_of_people", 'ALTER TABLE "a" DROP COLUMN "b" CASCADE;', True),
    ],
)
def test_what_older_code_would_notice_has_to_say_so(name, statement, is_found):
    assert bool(problems_of(name, [statement])) == is_found


def test_an_app_of_the_project_that_is_not_listed_has_all_its_migrations_checked(monkeypatch):
    monkeypatch.delitem(BEFORE_THE_RULE, "guidance")
    apps = {app for app, name in new_migrations() if name.startswith("0001_")}
    assert apps == {"guidance"}
