"""The index is rebuilt while readers search and editors write."""

import os
import subprocess
from threading import Event, Thread
from urllib.parse import quote

import pytest
from django.db import connection

from articles import jobs
from articles.editing import save_article
from articles.jobs import start_process
from articles.models import Article, IndexedArticle, IndexRebuild, SearchTrial
from articles.models.search.index import mark_all_unindexed
from articles.models.work.job import JobStatus
from articles.search import search
from articles.search.index import maintenance
from articles.search.index.consistency import index_problems
from articles.search.index.maintenance import ensure_index, missing_articles
from articles.search.index.rebuilding import heal_index, rebuild_index, run_rebuild, start_rebuild
from articles.search.trials.publishing import publish_settings
from articles.search.trials.trial_runs import start_trial
from tests.articles.search.settings.drafts import ask_few, draft, finished_trial, with_word

#: Seconds for what takes a few, on a machine that is busy with something else.
PATIENCE = 300


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(maintenance, "_BATCH", 10)


def numbers(query: str) -> list[int]:
    return [hit.article.number for hit in search(query).hits]


def come_into_force(version, by) -> None:
    ask_few()
    finished_trial(version)
    publish_settings(version, by=by, is_loss_accepted=True)


@pytest.mark.usefixtures("shipped", "small_batches")
class TestRebuild:
    def test_search_goes_on_and_edits_are_found_at_once(self, admin_user, article):
        come_into_force(draft(**with_word("国家急需的重大技术装备")), admin_user)
        assert len(missing_articles()) == 34
        reports = []

        def report(done, total):
            reports.append((done, numbers("国家急需的重大技术装备")[0], numbers("进口关税")))
            for number in (1, 34):  # one that has been done, one that is yet to be
                edited = article(number)
                edited.text = f"{edited.text}第{'甲乙丙丁'[len(reports) - 1]}次补充规定。"
                save_article(edited)
            assert sorted(numbers(f"“第{'甲乙丙丁'[len(reports) - 1]}次补充规定”")) == [1, 34]

        ensure_index(report)
        assert [done for done, *_ in reports] == [10, 20, 30, 34]
        assert {(first, tuple(numbers_found)) for _, first, numbers_found in reports} == {(25, (25,))}
        assert sorted(numbers("“第丁次补充规定”")) == [1, 34]
        assert list(index_problems()) == []

    def test_a_rebuild_that_was_interrupted_is_finished_at_the_next_start(self, admin_user):
        come_into_force(draft(**with_word("国家急需")), admin_user)
        job = IndexRebuild.objects.get()

        class Killed(BaseException):
            pass

        def die(step, done, total):
            raise Killed

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(jobs, "_reporter", lambda job: die)
            with pytest.raises(Killed):
                run_rebuild(job)
        assert IndexRebuild.objects.unfinished().exists()  # nobody could write down its end
        assert len(missing_articles()) == 24
        assert numbers("进口关税") == [25]
        assert heal_index() == "为 24 条建立检索索引"
        job.refresh_from_db()
        assert job.status == JobStatus.FAILED
        assert "中断" in job.message
        assert list(index_problems()) == []

    def test_settings_that_change_in_the_middle_are_obeyed_in_the_end(self, admin_user):
        come_into_force(draft(**with_word("国家急需")), admin_user)
        versions = [draft(**with_word("确有必要"))]
        finished_trial(versions[0])

        def report(done, total):
            if versions:
                publish_settings(versions.pop(), by=admin_user, is_loss_accepted=True)

        ensure_index(report)
        assert missing_articles() == []
        assert list(index_problems()) == []

    def test_the_job_tells_how_far_it_is_and_what_it_did(self):
        mark_all_unindexed()
        job = start_rebuild()
        run_rebuild(job)
        job.refresh_from_db()
        assert (job.status, job.message) == (JobStatus.DONE, "为 34 条建立检索索引")
        assert job.finished_at is not None


def test_the_process_is_started_after_the_transaction(
    shipped, started_processes, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = start_rebuild()
        assert started_processes == []
    assert started_processes[0][-2:] == ["reindex", f"--job={job.pk}"]


def test_a_process_that_cannot_be_started_is_told(shipped, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(arguments):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(jobs, "start_process", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = start_rebuild()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "无法启动后台进程" in job.message


@pytest.mark.django_db(transaction=True)
class TestSideBySide:
    """With real connections: locks that one connection holds against itself prove nothing."""

    def in_another_connection(self, work) -> Thread:
        def run():
            try:
                work()
            finally:
                connection.close()

        thread = Thread(target=run)
        thread.start()
        return thread

    def test_a_start_leaves_a_running_rebuild_to_its_process(self, shipped):
        mark_all_unindexed()
        is_at_it, may_go_on = Event(), Event()

        def report(done, total):
            is_at_it.set()
            may_go_on.wait(PATIENCE)

        thread = self.in_another_connection(lambda: rebuild_index(report))
        assert is_at_it.wait(PATIENCE)
        assert heal_index() == "后台正在重建索引，检索照常"
        may_go_on.set()
        thread.join()
        assert heal_index().startswith("索引完整")

    def test_an_editor_who_saves_while_the_same_article_is_indexed_is_not_undone(
        self, shipped, article, monkeypatch
    ):
        """The rebuild has read the old text when the editor saves: the new one has to win."""
        mark_all_unindexed()
        edited = article(34)
        edited.text = f"{edited.text}这是刚刚的补充。"
        cut_first, threads = maintenance._cut_article, []

        def cut_then_let_the_editor_save(article_to_cut):
            if article_to_cut.number == 34 and not threads:
                threads.append(self.in_another_connection(lambda: save_article(edited)))
                threads[0].join(PATIENCE)
            return cut_first(article_to_cut)

        monkeypatch.setattr(maintenance, "_cut_article", cut_then_let_the_editor_save)
        ensure_index()
        assert threads
        assert numbers("“这是刚刚的补充”") == [34]
        assert list(index_problems()) == []

    def test_two_who_index_the_same_articles_take_turns(self, shipped):
        articles = list(Article.objects.for_reading())
        threads = [self.in_another_connection(lambda: maintenance.index_articles(articles)) for _ in range(3)]
        for thread in threads:
            thread.join()
        assert IndexedArticle.objects.count() == len(articles)
        assert list(index_problems()) == []

    def test_the_processes_do_the_work(self, shipped, monkeypatch, admin_user):
        """The real ones, as a web worker starts them, against this database."""
        database = connection.settings_dict
        address = f"postgres://{database['USER']}@{quote(database['HOST'], safe='')}:{database['PORT']}"
        monkeypatch.setenv("DATABASE_URL", f"{address}/{database['NAME']}")
        monkeypatch.setattr(jobs, "start_process", start_process)
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "policy_portal.settings")
        assert os.environ["PORTAL_DATA_DIR"]
        popen, started = subprocess.Popen, []
        monkeypatch.setattr(
            subprocess,
            "Popen",
            lambda *arguments, **options: started.append(popen(*arguments, **options)) or started[-1],
        )
        ask_few()
        version = draft(**with_word("国家急需"))
        start_trial(version)
        started.pop().wait(PATIENCE)  # its end: once the job is done, its connection still lasts a moment
        trial = SearchTrial.objects.get()
        assert trial.status == JobStatus.DONE, trial.message
        assert trial.results["after"]["in_memory"] == 34
        publish_settings(version, by=admin_user, is_loss_accepted=True)
        started.pop().wait(PATIENCE)
        assert missing_articles() == []
