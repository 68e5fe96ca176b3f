"""Uploads: read in the background, corrected, compared, imported as drafts or public, and never by halves."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.importing.store import import_prepared
from articles.jobs import KEPT, forget_past_work, run_task
from articles.models import Article, Policy, PolicyVersion, TableImport, Task, Upload
from articles.models.work.job import JobStatus
from articles.models.work.upload import UploadState
from articles.uploads import bounded, storing, upload_reading
from articles.uploads.storing import start_import
from articles.uploads.upload_reading import NamedContent, read_rest, take_uploads
from policy_portal.accounts.roles import EDITOR, REVIEWER
from tests.articles.importing.damage import damaged, of_newer_zip
from tests.articles.importing.test_proposals import NUMBERED, REPUBLISHED

pytestmark = pytest.mark.usefixtures("shipped")

RULES = """某某省数据要素登记管理暂行办法
某数规〔2024〕7号

第一章 总则
第一条 为了规范数据要素登记，依据《中华人民共和国民法典》，制定本办法。
第二条 本省行政区域内的登记适用本办法。
第二章 附则
第三条 本办法自2024年5月1日起施行。

某某省数据局
2024年3月1日
"""


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Reading in a process of its own is tried apart: a fork of the tests takes seconds."""
    monkeypatch.setattr(upload_reading, "read_documents", bounded._read_documents)


def member_of(role: str) -> User:
    user = User.objects.create_user(f"member of {role}", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def upload(user, *files: tuple[str, str | bytes]) -> list[Upload]:
    named = [NamedContent(name, text if isinstance(text, bytes) else text.encode()) for name, text in files]
    task = take_uploads(named, by=user)
    run_task(task)
    return list(Upload.objects.filter(task=task).order_by("pk"))


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def fails_at(name: str, function: Callable) -> Callable:
    """The function, but for the fault that it has with what is called so."""

    def call(named, *args, **kwargs):
        if named.name.startswith(name):
            raise RecursionError(name)
        return function(named, *args, **kwargs)

    return call


def imported(row: Upload, user, *, is_public: bool = False) -> Upload:
    run_task(start_import([row.pk], by=user, is_public=is_public))
    row.refresh_from_db()
    return row


class TestReading:
    def test_each_file_is_read_or_says_why_not(self, admin_user):
        rows = upload(
            admin_user, ("甲.txt", RULES), ("乙.xlsx", b"PK"), ("丙.txt", "\0\0\0"), ("丁.docx", b"junk")
        )
        assert [row.state for row in rows] == ["ready", "failed", "failed", "failed"]
        assert all(row.problem for row in rows[1:])
        assert Task.objects.get(pk=rows[0].task_id).message == "读成 1 件，没有读成 3 件"

    def test_a_fault_of_ours_stops_only_the_document_that_it_is_in(self, admin_user, monkeypatch, caplog):
        monkeypatch.setattr(upload_reading, "read_outline", fails_at("乙", upload_reading.read_outline))
        rows = upload(admin_user, *((f"{name}.txt", RULES) for name in "甲乙丙"))
        assert [row.state for row in rows] == ["ready", "failed", "ready"]
        assert "RecursionError" in rows[1].problem
        assert "RecursionError" in caplog.text

    def test_a_document_that_cannot_be_stored_stops_no_other(self, admin_user, monkeypatch):
        monkeypatch.setattr(Upload, "save", fails_at("乙", Upload.save))
        rows = upload(admin_user, *((f"{name}.txt", RULES) for name in "甲乙丙"))
        assert [row.state for row in rows] == ["ready", "failed", "ready"]

    @pytest.mark.parametrize("broken", [damaged, of_newer_zip])
    def test_a_broken_zip_stops_no_other_file(self, admin_user, broken):
        rows = upload(admin_user, ("坏.zip", broken(zipped({"乙.txt": RULES.encode()}))), ("甲.txt", RULES))
        assert {row.state for row in rows} == {"failed", "ready"}

    def test_a_zip_is_its_files_and_a_bomb_is_none(self, admin_user, monkeypatch):
        rows = upload(admin_user, ("几件.zip", zipped({"夹/甲.txt": RULES.encode(), "x.zip": b"PK"})))
        assert [(row.name, row.state) for row in rows] == [("甲.txt", "ready"), ("x.zip", "failed")]
        (bomb,) = upload(admin_user, ("bomb.zip", zipped({"a.txt": b"0" * 20_000_000})))
        assert "压缩比" in bomb.problem

    def test_a_reading_that_was_killed_goes_on_without_the_file_that_killed_it(self, admin_user):
        task = take_uploads([NamedContent(f"{n}.txt", RULES.encode()) for n in (1, 2)], by=admin_user)
        first, second = Upload.objects.filter(task=task).order_by("pk")
        Upload.objects.filter(pk=first.pk).update(state=UploadState.READING)
        run_task(read_rest(task, by=admin_user))
        first.refresh_from_db(), second.refresh_from_db()
        assert (first.state, second.state) == ("failed", "ready")


class TestImport:
    def test_a_draft_is_seen_by_nobody_until_it_is_published(self, admin_user, admin_client, client):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        policy = imported(row, admin_user).policy
        addresses = ["/policies/", "/search/?q=数据要素登记", "/api/v1/policies/", "/suggest/?q=某某省数据"]
        own = f"/policies/{policy.slug}/"
        assert policy.publication == "draft"
        assert client.get(own).status_code == 404
        assert all("数据要素登记管理" not in client.get(address).content.decode() for address in addresses)
        admin_client.post(f"/admin/articles/policy/{policy.pk}/publication/", {"step": "publish"})
        assert client.get(own).status_code == 200
        assert "数据要素登记管理" in client.get(addresses[1]).content.decode()

    def test_another_text_of_a_published_policy_waits_among_the_versions(self, admin_user, client):
        (first,) = upload(admin_user, ("甲.txt", RULES))
        policy = imported(first, admin_user, is_public=True).policy
        newer = RULES.replace("适用本办法", "从其规定").replace("2024年3月1日", "2024年4月1日")
        (second,) = upload(admin_user, ("乙.txt", newer))
        assert imported(second, admin_user).outcome == "待审"
        version = PolicyVersion.objects.get(policy=policy)
        assert (version.state, str(version.made_on)) == ("proposed", "2024-04-01")
        assert Article.objects.get(policy=policy, number=2).text.endswith("适用本办法。")
        assert "从其规定" not in client.get(f"/policies/{policy.slug}/full/").content.decode()

    def test_the_same_file_again_changes_nothing_and_says_so(self, admin_user, admin_client):
        (first,) = upload(admin_user, ("甲.txt", RULES))
        imported(first, admin_user, is_public=True)
        (again,) = upload(admin_user, ("甲.txt", RULES))
        assert "一字不差" in admin_client.get(f"/admin/articles/upload/{again.pk}/change/").content.decode()
        assert imported(again, admin_user).outcome == "无变化"

    def test_what_breaks_off_in_the_middle_leaves_nothing(self, admin_user, monkeypatch):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        count = Policy.objects.count()

        def broken_off(*prepared, **how):
            import_prepared(*prepared, **how)
            raise RuntimeError

        monkeypatch.setattr(storing, "import_prepared", broken_off)
        assert imported(row, admin_user).state == "ready"
        assert (Policy.objects.count(), Task.objects.first().message) == (count, "导入 0 件，没有导入 1 件")

    def test_corrections_are_what_is_stored_and_a_later_part_keeps_them(self, admin_user, admin_client):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        page = f"/admin/articles/upload/{row.pk}/"
        last = row.outline["nodes"][-1]["id"]
        steps = [
            (f"{page}step/", {"do": f"kind:{last}", "kind": "article", "number": "4", "suffix": "0"}),
            (f"{page}facts/", {"title": "某某省数据登记办法", "kind": "normative", "status": "unverified",
                               "issuers": "某某省数据局\n某某省司法厅", "effective_on": "2024-05-01"}),
        ]  # fmt: skip
        for step_number, (address, values) in enumerate(steps):
            admin_client.post(address, {**values, "seen": step_number})
        row.refresh_from_db()
        assert len(row.steps) == 2
        policy = imported(row, admin_user).policy
        assert (policy.title, policy.document_number, policy.signed_on) == ("某某省数据登记办法", "", None)
        assert [issuer.name for issuer in policy.issuers.all()] == ["某某省数据局", "某某省司法厅"]
        assert list(policy.articles.values_list("number", flat=True)) == [1, 2, 4]
        assert policy.source_files.get().outline[-1]["number"] == 4

    def test_corrections_of_a_decision_reach_the_law_behind_it(self, admin_user, admin_client):
        (row,) = upload(admin_user, ("决定.txt", REPUBLISHED))
        page = f"/admin/articles/upload/{row.pk}/"
        form = admin_client.get(f"{page}change/").context["form"]
        values = {name: value for name, value in form.initial.items() if name in form.fields and value}
        admin_client.post(f"{page}facts/", {**values, "issuers": "滨江市住房局", "seen": 0})
        decision = imported(row, admin_user).policy
        law = Policy.objects.get(title=NUMBERED)
        assert [[issuer.name for issuer in policy.issuers.all()] for policy in (decision, law)] == [
            ["滨江市住房局"],
            ["滨江市住房局"],
        ]

    def test_the_words_of_the_source_are_corrected_with_what_they_mean(self, admin_user, admin_client):
        text = RULES.replace("第一章", "各市人民政府：\n第一章", 1)
        (row,) = upload(admin_user, ("甲.txt", text))
        page = f"/admin/articles/upload/{row.pk}/"
        form = admin_client.get(f"{page}change/").context["form"]
        assert form.initial["signed_text"] == "2024年3月1日"
        sent = {
            name: value for name, value in form.initial.items() if name in form.fields and value is not None
        }
        other_day = {**sent, "signed_on": "2024-04-01", "published_on": ""}
        answer = admin_client.post(f"{page}facts/", {**other_day, "seen": 0}, follow=True)
        assert "成文日期（2024-04-01）与原文的“2024年3月1日”不符" in answer.content.decode()
        assert imported(row, admin_user).state == "ready"
        words = {
            "signed_text": "2024年4月1日",
            "notice_title": "关于印发办法的\r\n通知",
            "addressees": "各县：",
        }
        admin_client.post(f"{page}facts/", {**other_day, **words, "seen": 1})
        policy = imported(row, admin_user).policy
        assert (str(policy.signed_on), policy.signed_on_text) == ("2024-04-01", "2024年4月1日")
        assert policy.addressees_text == "各县："
        assert policy.notice_title.startswith("关于印发办法的")
        policy.full_clean()


class TestPages:
    def test_a_step_is_taken_undone_and_refused_in_words(self, admin_user, admin_client):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        page, node = f"/admin/articles/upload/{row.pk}/", row.outline["nodes"][1]["id"]
        answer = admin_client.post(f"{page}step/", {"do": f"remove:{node}", "seen": 0}, follow=True)
        assert "您移出正文的" in answer.content.decode()
        late = admin_client.post(f"{page}step/", {"do": f"remove:{node}", "seen": 0}, follow=True)
        assert "别人刚刚改过" in late.content.decode()
        wrong = admin_client.post(f"{page}step/", {"do": "split:nothing", "at": "x", "seen": 1}, follow=True)
        assert "没有改" in wrong.content.decode()
        admin_client.post(f"{page}undo/", {"seen": 1})
        row.refresh_from_db()
        assert row.steps == []

    def test_a_number_given_twice_stands_in_the_way(self, admin_user, admin_client):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        page, node = f"/admin/articles/upload/{row.pk}/", row.outline["nodes"][2]["id"]
        answer = admin_client.post(
            f"{page}step/", {"do": f"kind:{node}", "kind": "article", "number": "1", "seen": 0}, follow=True
        )
        assert "第一条有 2 处" in answer.content.decode()
        assert imported(row, admin_user).state == "ready"

    def test_the_comparison_shows_the_words_that_differ(self, admin_user, admin_client):
        (first,) = upload(admin_user, ("甲.txt", RULES))
        imported(first, admin_user, is_public=True)
        (second,) = upload(admin_user, ("乙.txt", RULES.replace("行政区域", "管辖海域")))
        page = admin_client.get(f"/admin/articles/upload/{second.pk}/compare/").content.decode()
        assert "改动 1 处" in page
        assert "<del>行政区域</del><ins>管辖海域</ins>" in page

    def test_the_page_says_what_the_import_does_with_a_number_that_another_policy_has(
        self, admin_user, admin_client
    ):
        number = "某数规〔2024〕7号\n"
        other = RULES.replace("数据要素登记管理", "公共数据")
        for text in (RULES, other.replace(number, "")):
            (row,) = upload(admin_user, ("甲.txt", text))
            imported(row, admin_user, is_public=True)
        (row,) = upload(admin_user, ("乙.txt", other.replace("适用本办法", "从其规定")))
        page = admin_client.get(f"/admin/articles/upload/{row.pk}/change/").content.decode()
        assert "发文字号已属于库中另一件政策，本件不记发文字号：某数规〔2024〕7号" in page
        assert "成为待审的版本" in page
        assert imported(row, admin_user).outcome == "待审"

    def test_a_decision_with_laws_behind_it_is_known_again(self, admin_user, admin_client):
        first, again = (upload(admin_user, ("决定.txt", REPUBLISHED))[0] for _ in range(2))
        imported(first, admin_user, is_public=True)
        page = admin_client.get(f"/admin/articles/upload/{again.pk}/change/").content.decode()
        assert "一字不差" in page
        assert imported(again, admin_user).outcome == "无变化"

    def test_looking_at_an_upload_locks_nothing(self, admin_user, admin_client):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(f"/admin/articles/upload/{row.pk}/change/")
        sql = " ".join(query["sql"] for query in queries)
        assert "advisory" not in sql
        assert "FOR NO KEY UPDATE" not in sql

    def test_files_come_in_by_the_form_and_every_page_opens(self, admin_client, started_processes):
        files = [SimpleUploadedFile("甲.txt", RULES.encode()), SimpleUploadedFile("乙.txt", b"x")]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.db.transaction.on_commit", lambda run, **how: None)
            answer = admin_client.post("/admin/articles/upload/add/", {"files": files})
        task = Task.objects.get()
        assert answer.url == f"/admin/articles/task/{task.pk}/change/"
        run_task(task)
        pages = ["upload/", "upload/add/", "task/", "task/add/", f"task/{task.pk}/change/"]
        pages += [f"upload/{row.pk}/change/" for row in Upload.objects.all()]
        assert [admin_client.get(f"/admin/articles/{page}").status_code for page in pages] == [200] * len(
            pages
        )

    @pytest.mark.parametrize(
        ("role", "address", "status"),
        [
            (EDITOR, "import/", 302),
            (EDITOR, "import/?public", 403),
            (REVIEWER, "step/", 403),
            (REVIEWER, "drop/", 403),
            (REVIEWER, "import/", 403),
        ],
    )
    def test_each_role_does_what_it_may(self, admin_user, client, role, address, status):
        (row,) = upload(admin_user, ("甲.txt", RULES))
        client.force_login(member_of(role))
        path, _, public = address.partition("?")
        data = {"seen": 0, "do": "x:y", **({"public": "1"} if public else {})}
        assert client.post(f"/admin/articles/upload/{row.pk}/{path}", data).status_code == status


class TestTasks:
    @pytest.mark.parametrize("kind", ["link", "links"])
    def test_the_linker_and_the_checks_are_started_here(self, admin_user, admin_client, kind):
        answer = admin_client.post("/admin/articles/task/add/", {"kind": kind})
        task = Task.objects.get()
        assert answer.url.endswith(f"/{task.pk}/change/")
        run_task(task)
        task.refresh_from_db()
        assert task.status == JobStatus.DONE
        assert task.message in admin_client.get(answer.url).content.decode()

    def test_a_task_whose_process_died_says_so_and_starts_again(self, admin_user, admin_client):
        task = Task.objects.create(kind="link", created_by=admin_user, status=JobStatus.RUNNING)
        page = admin_client.get(f"/admin/articles/task/{task.pk}/change/").content.decode()
        assert "后台进程中断" in page
        answer = admin_client.post(f"/admin/articles/task/{task.pk}/again/")
        assert answer.url != f"/admin/articles/task/{task.pk}/change/"

    def test_nobody_starts_what_is_not_offered(self, admin_client, client):
        assert admin_client.post("/admin/articles/task/add/", {"kind": "import"}).url.endswith("/add/")
        assert not Task.objects.exists()
        client.force_login(member_of(REVIEWER))
        assert client.post("/admin/articles/task/add/", {"kind": "link"}).status_code == 403


def test_a_hostile_file_is_read_in_a_process_that_is_stopped(monkeypatch):
    monkeypatch.setattr(bounded, "SECONDS", 1)
    monkeypatch.setattr(bounded, "_read_documents", bounded_loop)
    with pytest.raises(bounded.UnreadableFileError, match=r"还没有读完|用尽"):
        bounded.read_documents("a.txt", b"x")


def bounded_loop(name: str, content: bytes) -> tuple:
    while True:
        pass


class TestWhatIsOver:
    """Uploads, sheets and tasks that are done with go after half a year; what waits stays."""

    @pytest.fixture
    def later(self):
        return timezone.now() + KEPT + timedelta(days=1)

    def test_nothing_goes_before_its_time(self, admin_user, later):
        (row,) = upload(admin_user, ("办法.txt", RULES))
        imported(row, admin_user)
        forget_past_work(later - timedelta(days=2))
        assert (Upload.objects.count(), Task.objects.count()) == (1, 2)

    def test_what_was_imported_goes_and_its_policy_stays(
        self, admin_user, later, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        settings.DATA_DIR = tmp_path
        (row,) = upload(admin_user, ("办法.txt", RULES))
        policy = imported(row, admin_user).policy
        task_folder = Task.objects.latest("pk").path.parent
        task_folder.mkdir(parents=True)
        with django_capture_on_commit_callbacks(execute=True):
            forget_past_work(later)
        assert (Upload.objects.count(), Task.objects.count(), task_folder.exists()) == (0, 0, False)
        assert policy.source_files.exists()

    def test_what_waits_stays_with_its_task(self, admin_user, later):
        upload(admin_user, ("办法.txt", RULES))
        forget_past_work(later)
        assert (Upload.objects.count(), Task.objects.count()) == (1, 1)

    def test_a_sheet_that_was_refused_goes_and_one_that_waits_stays(self, admin_user, later):
        task = Task.objects.create(kind="table", status="done", finished_at=timezone.now())
        for state in ("ready", "refused", "stored", "dropped"):
            TableImport.objects.create(task=task, table="links", state=state, created_by=admin_user)
        forget_past_work(later)
        assert [sheet.state for sheet in TableImport.objects.all()] == ["ready"]
        assert Task.objects.filter(pk=task.pk).exists()
