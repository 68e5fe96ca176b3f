"""What a process remembers holds exactly as long as the tables it comes from are unchanged."""

import threading

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import ContentChange, Entity, EverydayQuestion, Policy
from articles.models.postgres.content_versions import content_versions, one_state, remembered, version_of

#: Tables that no reader's page is made of, or that are derived from those which are watched.
_NOT_READ = {
    "articles_contentchange",
    "articles_decisionbatch",
    "articles_rowrevision",
    "articles_internalnote",
    "articles_goldenquestion",
    "articles_goldenanswer",
    "articles_segment",
    "articles_vacatedplace",
    "articles_posting",
    "articles_citationcount",
    "articles_indexrebuild",
    "articles_searchtrial",
    "articles_querylog",
    "articles_querydecision",
    "articles_queryclick",
    "articles_wordremnant",
    "articles_namestart",
    "articles_shippedfile",
    "articles_namerule",
    "articles_readerreport",
    "articles_officiallink",
    "articles_editdraft",
    "articles_quotationfinding",
    "articles_task",
    "articles_upload",
    "articles_tableimport",
    "articles_synonymentry",  # readers search with the settings that are made of them
    "guidance_rejecteddraft",
    "guidance_draftcount",
}
_WATCHED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'content_changed'"


def a_question(text: str = "怎么申请") -> EverydayQuestion:
    policy = Policy.objects.get(slug="gxblk-2009-232")
    return EverydayQuestion(article=policy.articles.first(), text=text)


def test_every_table_that_readers_see_is_watched(db):
    models = [model for app in ("articles", "guidance") for model in apps.get_app_config(app).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(_WATCHED)
        watched = {table for (table,) in cursor.fetchall()}
    assert watched == {model._meta.db_table for model in models} - _NOT_READ


def test_a_change_gives_a_table_another_version_and_no_other_table(db):
    before = content_versions()
    a_question().save()
    now = content_versions()
    assert {table for table in now if now[table] != before.get(table)} == {"articles_everydayquestion"}


@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_each_kind_of_change_counts(db, change):
    row = a_question()
    if change != "insert":
        row.save()
    before = version_of(EverydayQuestion)
    match change:
        case "insert":
            row.save()
        case "update":
            EverydayQuestion.objects.filter(pk=row.pk).update(text="还能申请吗")
        case "delete":
            row.delete()
    assert version_of(EverydayQuestion) != before


def test_two_changes_of_one_transaction_are_two_versions(db):
    a_question("一").save()
    between = version_of(EverydayQuestion)
    a_question("二").save()
    assert version_of(EverydayQuestion) != between


def test_what_is_rolled_back_leaves_the_version_as_it_was(db):
    before = version_of(EverydayQuestion)
    with transaction.atomic():
        a_question().save()
        transaction.set_rollback(True)
    assert version_of(EverydayQuestion) == before


def test_merging_old_notes_changes_no_version_of_another_table_and_keeps_them_few(db):
    untouched = version_of(Entity)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")  # which statements merge is drawn by lot
        for made_by in range(1, 1000):  # as of a thousand transactions
            cursor.execute(
                "INSERT INTO articles_contentchange VALUES ('articles_everydayquestion', %s, %s)",
                [-made_by, made_by * 7919],
            )
    for number in range(400):  # one in fifty merges
        a_question(f"问法{number}").save()
    assert ContentChange.objects.filter(changed="articles_everydayquestion").count() < 1000
    assert version_of(Entity) == untouched


def test_what_is_remembered_is_computed_again_after_a_change_only(db):
    computed = []

    @remembered(EverydayQuestion, most=2)
    def questions(least: int) -> int:
        computed.append(least)
        return EverydayQuestion.objects.count()

    count = questions(1)
    assert (questions(1), questions(2), computed) == (count, count, [1, 2])
    a_question().save()
    assert (questions(1), computed) == (count + 1, [1, 2, 1])


def test_a_reader_sees_one_state_and_asks_once(db, django_assert_num_queries):
    with django_assert_num_queries(1), one_state():
        assert version_of(Entity) + version_of(Policy) == version_of(Entity, Policy)
        with one_state():  # a query within a request
            version_of(Policy)


@pytest.mark.django_db(transaction=True)
class TestBetweenTransactions:
    """Versions that were read are good until something is written, by whomever."""

    def in_another(self, write) -> None:
        """Call `write` on a connection of its own."""

        def run() -> None:
            try:
                write()
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    def test_without_a_write_the_table_is_not_read_again(self):
        """Other processes of this run write to the same server: not between all of these readings."""
        before, statements = content_versions(), set()
        for _ in range(20):
            with CaptureQueriesContext(connection) as queries:
                assert content_versions() == before
            statements.add(len(queries))
        assert min(statements) == 1

    def test_what_another_connection_writes_is_seen(self):
        before = version_of(EverydayQuestion)
        self.in_another(lambda: a_question().save())
        after = version_of(EverydayQuestion)
        assert after != before
        self.in_another(lambda: EverydayQuestion.objects.all().delete())
        assert version_of(EverydayQuestion) not in (before, after)

    def test_what_it_has_not_committed_is_not(self):
        before = version_of(EverydayQuestion)
        wrote, may_end = threading.Event(), threading.Event()

        def write() -> None:
            with transaction.atomic():
                a_question().save()
                wrote.set()
                may_end.wait(60)
            connection.close()

        thread = threading.Thread(target=write)
        thread.start()
        assert wrote.wait(60)
        assert version_of(EverydayQuestion) == before
        may_end.set()
        thread.join()
        assert version_of(EverydayQuestion) != before

    def test_a_transaction_sees_its_own_changes(self):
        before = version_of(EverydayQuestion)
        with transaction.atomic():
            assert version_of(EverydayQuestion) == before
            a_question().save()
            assert version_of(EverydayQuestion) != before


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_table_do_not_wait_for_each_other():
    """Each thread holds its transaction open until the other has written."""
    both_wrote, problems = threading.Barrier(2, timeout=60), []

    def write(name: str) -> None:
        try:
            with transaction.atomic():
                Entity.objects.create(kind="goal", slug=name, name=name)
                both_wrote.wait()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[name]) for name in ("a-goal", "b-goal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
