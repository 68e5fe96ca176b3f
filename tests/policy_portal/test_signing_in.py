"""Signing in: wrong passwords lock, longer each time; sessions end; a second step where it is set up."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from policy_portal.accounts import lockout

pytestmark = pytest.mark.django_db

LOGIN, INDEX, LOCKS = "/admin/login/", "/admin/", "/admin/policy_portal/loginlock/"
RIGHT = "correct-horse-battery"


@pytest.fixture(autouse=True)
def user(settings):
    settings.PORTAL_LOGIN_TRIES = settings.AXES_FAILURE_LIMIT = 3
    settings.PORTAL_LOGIN_ADDRESS_TRIES = 6
    return get_user_model().objects.create_superuser("wang", password=RIGHT)


def sign_in(client, password: str = RIGHT, *, name: str = "wang", address: str = "10.0.0.1", **extra):
    sent = {"username": name, "password": password, "next": INDEX}
    return client.post(LOGIN, sent, REMOTE_ADDR=address, **extra)


def fail(client, times: int, **where) -> list[int]:
    return [sign_in(client, "wrong", **where).status_code for _ in range(times)]


def wait_over() -> None:
    """As if the wait that has just begun had passed."""
    for row in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=row.attempt_time - timedelta(hours=1))


class TestLockout:
    def test_wrong_passwords_lock_and_the_right_one_is_not_looked_at(self, client, monkeypatch):
        assert fail(client, 3) == [200, 200, 429]
        checked = []
        monkeypatch.setattr(get_user_model(), "check_password", lambda *a: checked.append(a))
        response = sign_in(client)
        assert response.status_code == 429
        assert checked == []
        assert "_auth_user_id" not in client.session

    def test_the_page_says_in_chinese_how_long_and_not_whether_the_account_exists(self, client):
        fail(client, 2)
        existing = sign_in(client, "wrong")
        fail(client, 2, name="nobody", address="10.0.0.2")
        missing = sign_in(client, "wrong", name="nobody", address="10.0.0.2")
        for response in (existing, missing):
            assert response.headers["Retry-After"] == "60"
            assert "约 1 分钟后再试" in response.content.decode()
        assert existing.content.replace(b"wang", b"") == missing.content.replace(b"nobody", b"")

    def test_the_wait_grows_with_each_failure_and_has_an_end(self, client, settings):
        fail(client, 3)
        waits = []
        for _ in range(4):
            wait_over()
            waits.append(int(sign_in(client, "wrong").headers["Retry-After"]))
        assert waits == [120, 240, 480, 960]
        settings.PORTAL_LOGIN_LONGEST_DELAY = 300
        wait_over()
        assert sign_in(client, "wrong").headers["Retry-After"] == "300"

    def test_after_the_wait_the_right_password_enters_and_all_is_forgiven(self, client):
        fail(client, 4)
        wait_over()
        assert sign_in(client).status_code == 302
        client.logout()
        assert fail(client, 2) == [200, 200]

    def test_trying_during_the_wait_makes_it_no_longer(self, client):
        fail(client, 10)
        assert AccessAttempt.objects.get().failures_since_start == 3
        assert AccessFailureLog.objects.count() == 3

    def test_many_names_lock_the_address_and_no_other(self, client):
        assert [sign_in(client, "wrong", name=f"user{n}").status_code for n in range(6)] == [200] * 5 + [429]
        assert sign_in(client).status_code == 429
        assert sign_in(client, address="10.0.0.2").status_code == 302

    def test_a_colleague_behind_the_same_address_is_not_locked_by_one_name(self, client):
        fail(client, 3, name="li")
        assert sign_in(client).status_code == 302

    @pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
    def test_a_header_that_anybody_can_send_changes_no_address(self, client, header):
        sent = [sign_in(client, "wrong", **{header: f"10.9.9.{n}"}).status_code for n in range(3)]
        assert sent == [200, 200, 429]

    def test_another_browser_is_the_same_guesser(self, client):
        sent = [sign_in(client, "wrong", HTTP_USER_AGENT=f"browser {n}").status_code for n in range(3)]
        assert sent == [200, 200, 429]

    def test_failures_of_yesterday_count_no_more(self, client):
        fail(client, 3)
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=25))
        assert fail(client, 2) == [200, 200]

    def test_no_password_is_recorded(self, client):
        fail(client, 2)
        attempt = AccessAttempt.objects.get()
        assert "wrong" not in attempt.post_data + attempt.get_data

    def test_passwords_are_checked_one_at_a_time(self, client, monkeypatch):
        """Whoever finds others at it is asked to come again, and it counts for no failure."""
        monkeypatch.setattr(lockout, "_PATIENCE", 0)
        with lockout.OneAtATime._turn:
            response = sign_in(client)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert not AccessAttempt.objects.exists()
        assert sign_in(client).status_code == 302

    def test_readers_are_not_locked(self, client):
        fail(client, 3)
        assert client.get("/healthz/live", REMOTE_ADDR="10.0.0.1").status_code == 200
        assert client.get(LOGIN, REMOTE_ADDR="10.0.0.1").status_code == 200


class TestUnlocking:
    def test_an_administrator_sees_the_failures_and_lifts_the_lock(self, client, admin_client):
        fail(client, 4)
        assert "10.0.0.1" in admin_client.get("/admin/policy_portal/loginfailure/").content.decode()
        row = AccessAttempt.objects.get()
        sent = {"action": "unlock", "_selected_action": [row.pk]}
        assert "已解除锁定 1 处" in admin_client.post(LOCKS, sent, follow=True).content.decode()
        assert sign_in(client).status_code == 302

    def test_it_needs_its_permission(self, client):
        fail(client, 3)
        seer = get_user_model().objects.create_user("seer", is_staff=True)
        seer.user_permissions.add(Permission.objects.get(codename="view_loginlock"))
        client.force_login(seer)
        sent = {"action": "unlock", "_selected_action": [AccessAttempt.objects.get().pk]}
        client.post(LOCKS, sent)
        assert AccessAttempt.objects.exists()


class TestSessions:
    def age(self, client, **seconds: float) -> None:
        session = client.session
        for name, passed in seconds.items():
            session[name] = timezone.now().timestamp() - passed
        session.save()

    @pytest.mark.parametrize(
        ("aged", "message"),
        [({"signed_in_at": 8 * 3600 + 1}, "已满 8 小时"), ({"seen_at": 30 * 60 + 1}, "30 分钟没有操作")],
    )
    def test_they_end_and_the_way_back_is_kept(self, client, aged, message):
        sign_in(client)
        self.age(client, **aged)
        response = client.get("/admin/articles/policy/?q=1", follow=True)
        assert response.redirect_chain == [("/admin/login/?next=/admin/articles/policy/%3Fq%3D1", 302)]
        assert message in response.content.decode()
        assert "没有保存" not in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_a_form_sent_too_late_is_told_to_be_lost(self, client):
        sign_in(client)
        self.age(client, seen_at=30 * 60 + 1)
        response = client.post("/admin/auth/group/add/", {"name": "太迟"}, follow=True)
        assert "没有保存" in response.content.decode()
        assert not Group.objects.filter(name="太迟").exists()

    def test_a_part_that_polls_goes_to_the_login_page_and_keeps_nobody_signed_in(self, client):
        sign_in(client)
        polled = {"path": "/admin/articles/searchconfiguration/state/", "HTTP_HX_REQUEST": "true"}
        self.age(client, seen_at=29 * 60)
        assert client.get(**polled).status_code == 200
        assert timezone.now().timestamp() - client.session["seen_at"] > 28 * 60
        self.age(client, seen_at=31 * 60)
        assert client.get(**polled).headers["HX-Redirect"] == LOGIN

    def test_work_keeps_a_session_alive_and_is_written_once_a_minute(self, client, django_assert_num_queries):
        sign_in(client)
        self.age(client, seen_at=29 * 60)
        client.get(INDEX)
        seen_at = client.session["seen_at"]
        assert timezone.now().timestamp() - seen_at < 60
        client.get(INDEX)
        assert client.session["seen_at"] == seen_at

    def test_hours_count_from_signing_in_anew(self, client):
        sign_in(client)
        self.age(client, signed_in_at=7.9 * 3600)
        sign_in(client)
        assert timezone.now().timestamp() - client.session["signed_in_at"] < 60

    def test_a_deactivated_account_is_out_at_once(self, client):
        get_user_model().objects.create_superuser("other")
        sign_in(client)
        get_user_model().objects.filter(username="wang").update(is_active=False)
        assert client.get(INDEX).status_code == 302

    def test_pages_for_readers_have_no_session(self, client):
        response = client.get("/about/")
        assert "Cookie" not in response.headers.get("Vary", "")


class TestPasswords:
    def test_they_have_twelve_characters(self, admin_client):
        sent = {"username": "zhao", "password1": "kQ7-mmz_e2x", "password2": "kQ7-mmz_e2x"}
        response = admin_client.post("/admin/auth/user/add/", sent)
        assert "密码至少 12 个字符" in response.content.decode()
        sent |= {"password1": "kQ7-mmz_e2xx", "password2": "kQ7-mmz_e2xx"}
        assert admin_client.post("/admin/auth/user/add/", sent).status_code == 302
