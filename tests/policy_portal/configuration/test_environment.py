import pytest
from django.core.exceptions import ImproperlyConfigured

from policy_portal.configuration.environment import fraction, whole


@pytest.mark.parametrize(("written", "number"), [("", 60), (" ", 60), ("0", 0), (" 12 ", 12)])
def test_a_whole_number(monkeypatch, written, number):
    monkeypatch.setenv("PORTAL_X", written)
    assert whole("PORTAL_X", 60) == number


def test_a_number_that_is_not_set_is_the_default(monkeypatch):
    monkeypatch.delenv("PORTAL_X", raising=False)
    assert (whole("PORTAL_X", 7), fraction("PORTAL_X", 0.5)) == (7, 0.5)


@pytest.mark.parametrize("written", ["10/m", "-1", "1.5", "九", "１２", "1e3"])
def test_what_is_no_whole_number_is_refused_with_its_name(monkeypatch, written):
    monkeypatch.setenv("PORTAL_X", written)
    with pytest.raises(ImproperlyConfigured, match=f"PORTAL_X 须是不小于 0 的整数，现在是“{written}”"):
        whole("PORTAL_X", 60)


def test_a_number_below_the_least_is_refused(monkeypatch):
    monkeypatch.setenv("PORTAL_X", "0")
    with pytest.raises(ImproperlyConfigured, match="不小于 1 的整数"):
        whole("PORTAL_X", 5, least=1)


@pytest.mark.parametrize(("written", "number"), [("", 5), ("0.5", 0.5), ("3", 3), (".5", 0.5)])
def test_a_number_with_a_fraction(monkeypatch, written, number):
    monkeypatch.setenv("PORTAL_X", written)
    assert fraction("PORTAL_X", 5) == number


@pytest.mark.parametrize("written", ["5s", "-2", "1.2.3", ".", "nan", "inf"])
def test_what_is_no_number_is_refused(monkeypatch, written):
    monkeypatch.setenv("PORTAL_X", written)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_X 须是不小于 0 的数"):
        fraction("PORTAL_X", 5)
