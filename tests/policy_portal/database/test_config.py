import pytest
from django.core.exceptions import ImproperlyConfigured

from policy_portal.database.config import database_settings


def test_without_a_url_the_cluster_in_the_data_folder_is_used(tmp_path):
    settings = database_settings("", data_dir=tmp_path)
    assert settings["ENGINE"] == "policy_portal.database"
    assert settings["EMBEDDED_HOME"] == str(tmp_path / "postgres")
    assert settings["HOST"] == str(tmp_path / "postgres" / "run")


def test_reading_the_settings_starts_and_creates_nothing(tmp_path):
    database_settings("", data_dir=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_url_names_a_server_and_nothing_is_embedded(tmp_path, scheme):
    url = f"{scheme}://li%40office:p%2Fw@db.example:5433/portal?sslmode=require"
    settings = database_settings(url, data_dir=tmp_path)
    assert "EMBEDDED_HOME" not in settings
    assert settings["ENGINE"] == "policy_portal.database"
    parts = [settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["li@office", "p/w", "db.example", 5433, "portal"]
    assert settings["OPTIONS"] == {"sslmode": "require", "connect_timeout": 10}


def test_connections_are_kept_and_checked(tmp_path):
    for url in ("", "postgres://db.example/portal"):
        settings = database_settings(url, data_dir=tmp_path)
        assert settings["CONN_MAX_AGE"] == 60
        assert settings["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    "url", ["sqlite:///db.sqlite3", "sqlite://:memory:", "mysql://u:secret@h/d", "portal.db"]
)
def test_anything_but_postgresql_is_refused(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="只使用 PostgreSQL") as caught:
        database_settings(url, data_dir=tmp_path)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["postgres://u:secret@host:port/portal", "postgres://u:secret@host:5432/", "postgres://"]
)
def test_an_incomplete_url_is_refused_without_repeating_the_password(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        database_settings(url, data_dir=tmp_path)
    assert "secret" not in str(caught.value)
