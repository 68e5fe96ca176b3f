"""The files in deploy/ agree with the portal: nothing else would tell before an operator starts them."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"
SETTINGS = (Path(settings.BASE_DIR) / "policy_portal/settings.py").read_text("utf-8")
OPERATIONS = (Path(settings.BASE_DIR) / "docs/operations.md").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text("utf-8"))
NGINX = (DEPLOY / "nginx/policy.conf").read_text("utf-8")


@pytest.mark.parametrize("name", COMPOSE["x-portal"])
def test_every_setting_of_the_compose_file_is_read_and_explained(name):
    assert f'"{name}"' in SETTINGS or name == "PORTAL_HTTPS"
    assert f"`{name}`" in OPERATIONS


def test_no_secret_is_written_in_it():
    for name, value in COMPOSE["x-portal"].items():
        if "KEY" in name or "PASSWORD" in str(value):
            assert re.search(r"\$\{\w+:\?\}", str(value)), name


def test_web_containers_run_as_nobody_in_particular_and_change_nothing_of_themselves():
    web = COMPOSE["services"]["web"]
    assert web["read_only"] is True
    assert web["cap_drop"] == ["ALL"]
    containerfile = (DEPLOY / "container/Containerfile").read_text("utf-8")
    assert re.search(r"^USER [1-9]\d+$", containerfile, re.MULTILINE)


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_every_mounted_file_of_ours_exists(service):
    for volume in COMPOSE["services"][service].get("volumes", []):
        source = volume.partition(":")[0]
        if source.startswith("."):
            assert (DEPLOY / "container" / source).exists(), source


def test_nginx_lets_through_what_the_portal_takes_and_no_more():
    (most,) = re.findall(r"client_max_body_size (\d+)k;", NGINX)
    assert int(most) * 1024 == settings.PORTAL_MOST_BODY
    for header in ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID"):
        assert f"proxy_set_header {header} " in NGINX


def test_nginx_keeps_nothing_of_those_who_are_signed_in():
    (pattern,) = re.findall(r'"~(\(\^.*?sessionid=)" 1;', NGINX)
    for cookie in (f"{settings.SESSION_COOKIE_NAME}=x", "a=b; __Host-sessionid=x"):
        assert re.search(pattern, f"{cookie}|")
    assert not re.search(pattern, "theme=dark|")


def test_the_service_starts_what_exists_and_keeps_its_data_where_it_may_write():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "systemd/policy-portal.service", encoding="utf-8")
    service = unit["Service"]
    assert "manage.py serve" in service["ExecStart"]
    assert f"PORTAL_DATA_DIR=/var/lib/{service['StateDirectory']}" in service["Environment"]
    assert service["User"] != "root"


@pytest.mark.django_db
def test_health_is_asked_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz/live").status_code == 200
    assert client.get("/policies/").status_code == 301
