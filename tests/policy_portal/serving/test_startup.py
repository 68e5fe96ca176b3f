import re

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from policy_portal.serving import startup
from policy_portal.serving.assets import ensure_static_files

pytestmark = pytest.mark.django_db


class TestAdministrator:
    def test_the_first_start_shows_a_random_password_that_works(self):
        password = re.search(r"密  码：(\S+)", startup.ensure_administrator()).group(1)
        admin = get_user_model().objects.get()
        assert admin.is_superuser
        assert admin.check_password(password)
        assert len(password) >= 16

    def test_later_starts_change_and_show_nothing(self):
        startup.ensure_administrator()
        before = get_user_model().objects.get().password
        assert "密  码" not in startup.ensure_administrator()
        assert get_user_model().objects.get().password == before

    def test_an_administrator_of_another_name_is_enough(self):
        get_user_model().objects.create_superuser("wang", password="x")
        startup.ensure_administrator()
        assert get_user_model().objects.count() == 1

    def test_an_ordinary_user_called_admin_is_not_promoted(self):
        get_user_model().objects.create_user("admin")
        startup.ensure_administrator()
        assert not get_user_model().objects.get(username="admin").is_superuser
        assert get_user_model().objects.filter(is_superuser=True).count() == 1


class TestKey:
    """Web processes on several machines share it, or a reader signed in at one is a stranger at the next."""

    def test_with_a_database_elsewhere_production_does_not_start_without_one(self, settings, monkeypatch):
        settings.PORTAL_HTTPS = True
        monkeypatch.setenv("DATABASE_URL", "postgres://db.example/portal")
        monkeypatch.delenv("SECRET_KEY", raising=False)
        with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
            startup.check_key()

    @pytest.mark.parametrize(
        ("is_https", "url", "key"),
        [
            (True, "postgres://db.example/portal", "given"),
            (True, "", ""),
            (False, "postgres://db.example/portal", ""),
        ],
    )
    def test_otherwise_it_does(self, settings, monkeypatch, is_https, url, key):
        settings.PORTAL_HTTPS = is_https
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("SECRET_KEY", key)
        startup.check_key()


def test_a_migrated_database_is_left_alone():
    assert startup.migrate() == "已是最新"


def test_each_step_says_what_it_did(settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    lines = []
    startup.prepare(begin=lines.append, end=lines.append)
    titles, outcomes = lines[::2], lines[1::2]
    assert [title[:5] for title in titles] == [f"[{number}/7]" for number in range(1, 8)]
    assert all(re.search(r"（\d+\.\d 秒）$", outcome) for outcome in outcomes)


class TestStaticFiles:
    @pytest.fixture(autouse=True)
    def folders(self, settings, tmp_path):
        source = tmp_path / "source"
        source.mkdir()
        (source / "portal.css").write_text("body {}")
        settings.STATICFILES_DIRS = [source]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = tmp_path / "static"
        self.source, self.data_dir = source, tmp_path

    def collected_style(self) -> str:
        return (self.data_dir / "static" / "portal.css").read_text()

    def test_they_are_collected_once(self):
        assert ensure_static_files(self.data_dir) == "已收集"
        assert ensure_static_files(self.data_dir) == "没有变化"
        assert self.collected_style() == "body {}"

    def test_a_change_is_collected(self):
        ensure_static_files(self.data_dir)
        (self.source / "portal.css").write_text("body { color: black }")
        assert ensure_static_files(self.data_dir) == "已收集"
        assert self.collected_style() == "body { color: black }"

    def test_an_interrupted_collection_is_repeated(self, monkeypatch):
        def interrupt(*args, **options):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("policy_portal.serving.assets.call_command", interrupt)
            with pytest.raises(KeyboardInterrupt):
                ensure_static_files(self.data_dir)
        assert ensure_static_files(self.data_dir) == "已收集"
