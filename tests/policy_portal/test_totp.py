"""The second step of signing in: set up by each for themselves, compulsory where the office says so."""

import re
import time

import pytest
from axes.models import AccessFailureLog
from django.contrib.auth import get_user_model
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from policy_portal.models import AuditEntry

pytestmark = pytest.mark.django_db

LOGIN, TOKEN, TOTP_PAGE, USERS = "/admin/login/", "/admin/login/token/", "/admin/totp/", "/admin/auth/user/"
PASSWORD = "correct-horse-battery"


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("wang", password=PASSWORD)


@pytest.fixture
def device(user) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="动态口令", confirmed=True)


def code_of(device: TOTPDevice) -> str:
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"


def wrong_code(device: TOTPDevice) -> str:
    return f"{(int(code_of(device)) + 500_000) % 1_000_000:06d}"


def give_password(client, to: str = "/admin/articles/policy/", **extra):
    return client.post(LOGIN, {"username": "wang", "password": PASSWORD, "next": to}, **extra)


def is_inside(client) -> bool:
    return "_auth_user_id" in client.session


class TestSigningIn:
    def test_the_password_alone_lets_nobody_in(self, client, device):
        response = give_password(client)
        assert response.url == f"{TOKEN}?next=%2Fadmin%2Farticles%2Fpolicy%2F"
        assert not is_inside(client)
        assert client.get("/admin/").status_code == 302

    def test_the_code_lets_in_and_leads_where_one_was_going(self, client, device):
        page = give_password(client).url
        response = client.post(page, {"code": code_of(device), "next": "/admin/articles/policy/"})
        assert response.url == "/admin/articles/policy/"
        assert client.get(response.url).status_code == 200

    def test_a_code_is_good_once(self, client, device):
        code = code_of(device)
        for entered in (True, False):
            give_password(client)
            client.post(TOKEN, {"code": code})
            assert is_inside(client) is entered
            client.logout()

    def test_full_width_digits_and_spaces_are_understood(self, client, device):
        give_password(client)
        code = code_of(device).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
        client.post(TOKEN, {"code": f" {code[:3]} {code[3:]}"})
        assert is_inside(client)

    @pytest.mark.parametrize("code", ["", "abc", "12345", "１", "\u0661" * 6, "0" * 5000])
    def test_what_is_no_code_is_refused_in_words(self, client, device, code):
        give_password(client)
        response = client.post(TOKEN, {"code": code})
        assert "口令不对" in response.content.decode()
        assert not is_inside(client)

    def test_without_the_password_first_there_is_no_second_step(self, client, device):
        assert client.get(TOKEN).url == LOGIN
        assert client.post(TOKEN, {"code": code_of(device)}).url == LOGIN

    @pytest.mark.parametrize("change", ["is_active", "is_staff", "password", "late"])
    def test_the_half_way_ends_with_the_account_the_password_and_the_minutes(
        self, client, user, device, change
    ):
        get_user_model().objects.create_superuser("other")
        give_password(client)
        if change == "late":
            session = client.session
            session["half_signed_in"] = {**session["half_signed_in"], "at": time.time() - 301}
            session.save()
        elif change == "password":
            user.set_password("another-one-entirely")
            user.save()
        else:
            get_user_model().objects.filter(pk=user.pk).update(**{change: False})
        client.post(TOKEN, {"code": code_of(device)})
        assert not is_inside(client)

    def test_it_leads_to_no_other_site(self, client, device):
        give_password(client)
        response = client.post(TOKEN, {"code": code_of(device), "next": "https://evil.example/"})
        assert response.url == "/admin/"

    def test_wrong_codes_wait_are_recorded_and_lock_like_passwords(self, client, device, settings):
        settings.PORTAL_LOGIN_TRIES = settings.AXES_FAILURE_LIMIT = 2
        give_password(client)
        assert "口令不对" in client.post(TOKEN, {"code": wrong_code(device)}).content.decode()
        assert "秒后再试" in client.post(TOKEN, {"code": code_of(device)}).content.decode()
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        assert client.post(TOKEN, {"code": wrong_code(device)}).status_code == 429
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        assert client.post(TOKEN, {"code": code_of(device)}).status_code == 429
        assert not is_inside(client)
        assert AccessFailureLog.objects.filter(username="wang").count() == 2

    def test_a_recovery_code_enters_once(self, client, user, device):
        codes = StaticDevice.objects.create(user=user, name="恢复码")
        StaticToken.objects.create(device=codes, token="abcd2345")
        for entered in (True, False):
            give_password(client)
            client.post(TOKEN, {"code": "ABCD 2345"})
            assert is_inside(client) is entered
            client.logout()


class TestSettingUp:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, user):
        client.force_login(user)

    def test_the_key_is_shown_until_the_first_code_and_never_again(self, client, user):
        page = client.post(TOTP_PAGE, {"step": "begin"}).content.decode()
        device = TOTPDevice.objects.get(user=user, confirmed=False)
        key = re.search(r'totp__key">([A-Z2-7 ]+)<', page).group(1)
        assert 'src="data:image/svg' in page
        page = client.post(TOTP_PAGE, {"step": "confirm", "code": code_of(device)}).content.decode()
        codes = re.findall(r"<li><code>(\w+)</code>", page)
        assert len(set(codes)) == 10
        later = client.get(TOTP_PAGE).content.decode()
        for secret in (key, key.replace(" ", ""), device.key, *codes):
            assert secret not in later
        assert AuditEntry.objects.get().what == "启用动态口令"

    def test_a_wrong_code_leaves_things_as_they_were(self, client, user):
        client.post(TOTP_PAGE, {"step": "begin"})
        device = TOTPDevice.objects.get(user=user)
        page = client.post(TOTP_PAGE, {"step": "confirm", "code": wrong_code(device)}).content.decode()
        assert "没有启用" in page
        assert not TOTPDevice.objects.get().confirmed

    def test_a_session_left_open_changes_nothing_without_a_code(self, client, device):
        for step in ("begin", "confirm", "codes", "stop"):
            client.post(TOTP_PAGE, {"step": step, "code": wrong_code(device)})
            TOTPDevice.objects.update(throttling_failure_timestamp=None)
        assert TOTPDevice.objects.get().key == device.key
        assert not StaticToken.objects.exists()

    def test_it_can_be_taken_away_unless_it_is_compulsory(self, client, device, settings):
        settings.PORTAL_TOTP = "required"
        client.post(TOTP_PAGE, {"step": "stop", "code": code_of(device)})
        assert TOTPDevice.objects.exists()
        settings.PORTAL_TOTP = ""
        client.post(TOTP_PAGE, {"step": "stop", "code": code_of(device)})
        assert not TOTPDevice.objects.exists()

    def test_where_it_is_compulsory_nothing_opens_before(self, client, user, settings):
        settings.PORTAL_TOTP = "required"
        for page in ("/admin/", "/admin/articles/policy/", "/admin/articles/searchconfiguration/state/"):
            assert client.get(page).url == TOTP_PAGE
        assert client.post("/admin/articles/mention/", {"action": "publish"}).url == TOTP_PAGE
        assert "本站要求" in client.get(TOTP_PAGE).content.decode()
        TOTPDevice.objects.create(user=user, confirmed=True)
        assert client.get("/admin/").status_code == 200


def test_an_administrator_resets_the_device_of_somebody_else(admin_client, user, device):
    StaticDevice.objects.create(user=user, name="恢复码")
    sent = {"action": "reset_totp", "_selected_action": [user.pk]}
    assert "已重置动态口令 1 个账号" in admin_client.post(USERS, sent, follow=True).content.decode()
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert AuditEntry.objects.get().row == str(user.pk)


@pytest.mark.parametrize("path", ["otp_totp/totpdevice/", "otp_static/staticdevice/"])
def test_keys_have_no_page_of_their_own(admin_client, path):
    assert admin_client.get(f"/admin/{path}").status_code == 404
