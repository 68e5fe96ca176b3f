"""The audit log: what is recorded, that nothing of it can be changed, and how it leaves the house."""

import csv
import json
from hashlib import sha256
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from articles.models import Mention, Policy, Reference, ShippedFile
from policy_portal import audit
from policy_portal.auditing.chain import broken_links
from policy_portal.models import AuditEntry
from tests.policy_portal.test_signing_in import RIGHT, sign_in

pytestmark = pytest.mark.django_db
LOG = "/admin/policy_portal/auditentry/"


@pytest.fixture
def user():
    return User.objects.create_user("wang", password=RIGHT, is_staff=True)


def entry_texts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("what", flat=True))


def record(*words: str) -> None:
    for word in words:
        audit.record("content", word)


class TestChain:
    def test_each_entry_is_chained_to_the_one_before(self):
        record("一", '二 "引号" \\ \t 😀', "三")
        numbers = [entry.number for entry in AuditEntry.objects.order_by("number")]
        assert numbers == list(range(numbers[0], numbers[0] + 3))
        assert list(broken_links()) == []

    def test_numbers_are_given_by_the_database_without_gaps(self):
        record("一")
        with transaction.atomic():
            record("二")
            transaction.set_rollback(True)
        record("五")
        assert entry_texts()[-2:] == ["一", "五"]
        assert list(broken_links()) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE policy_portal_auditentry SET what = ''",
            "DELETE FROM policy_portal_auditentry",
            "TRUNCATE policy_portal_auditentry",
            "DELETE FROM policy_portal_audithead",
        ],
    )
    def test_the_database_refuses_every_change(self, statement):
        record("一")
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            _run(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")
        assert "一" in entry_texts()

    @pytest.mark.parametrize(
        ("statement", "named"),
        [
            ("UPDATE policy_portal_auditentry SET what = '改' WHERE number = 2", "第 2 条的内容与校验值不符"),
            ("UPDATE policy_portal_auditentry SET user_name = '' WHERE number = 1", "第 1 条的内容"),
            ("DELETE FROM policy_portal_auditentry WHERE number = 2", "第 1 条之后缺少 1 条"),
            ("DELETE FROM policy_portal_auditentry WHERE number = 3", "应有 3 条，最后一条是第 2 条"),
            ("DELETE FROM policy_portal_auditentry", "应有 3 条，最后一条是第 0 条"),
            ("DELETE FROM policy_portal_audithead", "末尾的记录不见了"),
            ("UPDATE policy_portal_auditentry SET previous = '' WHERE number = 2", "第 2 条不接前一条"),
        ],
    )
    def test_what_is_changed_past_the_guards_is_found(self, statement, named):
        record("一", "二", "三")
        guard = "SET LOCAL session_replication_role = "
        _run(f"SET CONSTRAINTS ALL IMMEDIATE; {guard}replica; {statement}; {guard}origin")
        assert any(named in line for line in broken_links()), list(broken_links())


class TestWhatIsRecorded:
    def test_signing_in_and_failing_to(self, client, user):
        sign_in(client, "wrong password here")
        sign_in(client, "typed-my-password-here", name="Secret-Typed-As-Name")
        sign_in(client, RIGHT)
        assert entry_texts() == ["登录失败：用户名或密码不对", "登录失败：用户名或密码不对", "登录"]
        names = list(AuditEntry.objects.order_by("number").values_list("user_name", "address"))
        assert names == [("wang", "10.0.0.1"), ("（没有这个账号）", "10.0.0.1"), ("wang", "10.0.0.1")]
        assert "Secret" not in str(list(AuditEntry.objects.values()))

    def test_signing_out_once(self, client, user):
        sign_in(client, RIGHT)
        for _ in range(2):
            client.post("/admin/logout/")
        entries = AuditEntry.objects.order_by("number").values_list("kind", "what", "user_name")
        assert list(entries)[-2:] == [("sign_in", "登录", "wang"), ("sign_in", "退出", "wang")]

    def test_a_lock(self, client, user, settings):
        settings.PORTAL_LOGIN_TRIES = 2
        for _ in range(4):
            sign_in(client, "wrong password here")
        assert entry_texts() == [
            "登录失败：用户名或密码不对",
            "登录失败：用户名或密码不对；错误次数过多，暂时锁定",
        ]

    def test_which_permissions_were_given(self, admin_client, user):
        role = Group.objects.get(name="编辑")
        sent = {"username": user.username, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
        page = f"/admin/auth/user/{user.pk}/change/"
        version = admin_client.get(page).context["adminform"].form.initial["version"]
        admin_client.post(page, {**sent, "groups": [role.pk], "version": version, "last_name": ""})
        entry = AuditEntry.objects.latest("number")
        assert entry.kind == "account"
        assert "组增加 编辑" in entry.what
        assert entry.row_name == user.username

    def test_a_password_that_somebody_changes_but_not_the_password(self, client, user):
        client.force_login(user)
        new = "another-long-password"
        sent = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
        assert client.post("/admin/password_change/", {**sent, "new_password2": "x"}).status_code == 200
        assert client.post("/admin/password_change/", sent).status_code == 302
        assert entry_texts() == ["修改自己的密码"]
        assert new not in str(list(AuditEntry.objects.values()))

    def test_publishing_by_its_own_kind(self, admin_client, admin_user):
        row = Mention.objects.filter(status="published").first()
        sent = {"action": "withdraw", "_selected_action": [row.pk], "_confirmed": "1"}
        admin_client.post("/admin/articles/mention/", sent)
        entry = AuditEntry.objects.latest("number")
        assert (entry.kind, entry.row, entry.user_name) == ("publishing", str(row.pk), "admin")
        recent = audit.recent_changes(admin_user, 1)[0]
        assert (recent.who, recent.link) == ("admin", f"/admin/articles/mention/{row.pk}/change/")
        assert recent.name in admin_client.get("/admin/").content.decode()

    def test_commands(self, tmp_path, monkeypatch):
        file = tmp_path / "某市办法.txt"
        file.write_text("某市科技办法\n第一条　支持企业创新。\n第二条　本办法自2020年1月1日起施行。\n")
        call_command("import_policy", str(file), verbosity=0)
        entry = AuditEntry.objects.latest("number")
        assert (entry.kind, entry.what[:8]) == ("import", "导入：新增 1 件"[:8])
        assert entry.user_name.startswith("命令行")

    def test_loading_what_ships_where_it_changed_anything(self, monkeypatch):
        monkeypatch.setattr("policy_portal.audit.getpass.getuser", lambda: "ops")
        ShippedFile.objects.forget("vocabularies")
        for _ in range(2):
            call_command("load_content", verbosity=0)
        (entry,) = AuditEntry.objects.filter(what__startswith="载入随附内容")
        assert (entry.kind, entry.user_name) == ("import", "命令行 ops")

    def test_the_linker_where_it_found_anything(self, tmp_path):
        file = tmp_path / "某市办法.txt"
        file.write_text("某市科技办法\n第一条　依照第二条办理。\n第二条　本办法自2020年1月1日起施行。\n")
        call_command("import_policy", str(file), verbosity=0)
        policy = Policy.objects.get(title="某市科技办法")
        Reference.objects.of_policy(policy).delete()
        for _ in range(2):
            call_command("suggest_links", policy.slug, verbosity=0)
        (entry,) = AuditEntry.objects.filter(what__startswith="查找了 1 件政策")
        assert (entry.kind, entry.what[-6:]) == ("content", "援引 1 处")


class TestExport:
    def test_each_line_can_be_checked_without_the_portal(self, admin_client):
        record('二 "引号" \\ \n 😀')
        previous = ""
        for line in _exported_log(admin_client, "jsonl").splitlines():
            row = json.loads(line)
            assert (
                sha256(json.dumps(row["content"], ensure_ascii=False).encode()).hexdigest() == row["digest"]
            )
            assert row["content"][0] == previous
            previous = row["digest"]
        assert previous

    def test_no_cell_is_a_formula(self, admin_client):
        record("=HYPERLINK(1)", "＝1+1")
        rows = list(csv.reader(StringIO(_exported_log(admin_client, "csv").lstrip("\ufeff"))))
        assert [row[4] for row in rows[1:]] == ["'=HYPERLINK(1)", "'＝1+1"]
        assert entry_texts()[-1].startswith("导出审计日志（csv）")

    def test_the_filters_of_the_list_hold(self, admin_client):
        record("一")
        audit.record("import", "导入")
        assert len(_exported_log(admin_client, "jsonl", kind__exact="import").splitlines()) == 1

    def test_only_administrators_read_it(self, client, user):
        for name, status in (("编辑", 403), ("审核", 403), ("管理员", 200)):
            user.groups.set([Group.objects.get(name=name)])
            client.force_login(User.objects.get(pk=user.pk))
            assert client.get(LOG).status_code == status
            assert client.get(f"{LOG}export.csv").status_code == status

    def test_unknown_formats_and_fields(self, admin_client):
        assert admin_client.get(f"{LOG}export.xml").status_code == 403
        assert admin_client.post(f"{LOG}{_first()}/change/", {"what": "x"}).status_code == 403


def _first() -> int:
    record("一")
    return AuditEntry.objects.latest("number").pk


def _exported_log(client, name: str, **query: str) -> str:
    return b"".join(client.get(f"{LOG}export.{name}", query).streaming_content).decode()


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
