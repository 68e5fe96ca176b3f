"""Known weaknesses of dependencies, asked of an archive; what a release is made of."""

import json
import zipfile

import pytest
from packaging.version import Version

from deploy import audit, sbom


def advisory(name, **affected):
    return {
        "id": "PYSEC-1",
        "summary": "坏",
        "affected": [{"package": {"ecosystem": "PyPI", "name": name}, **affected}],
    }


def affected_range(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


@pytest.fixture
def archive(tmp_path):
    def write(*advisories):
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w") as files:
            for number, entry in enumerate(advisories):
                files.writestr(f"{number}.json", json.dumps(entry))
        return audit.OsvArchive(path)

    return write


@pytest.mark.parametrize(
    ("version", "affected", "expected"),
    [
        ("1.4", affected_range({"introduced": "0"}, {"fixed": "1.5"}), True),
        ("1.5", affected_range({"introduced": "0"}, {"fixed": "1.5"}), False),
        ("1.10", affected_range({"introduced": "1.9"}, {"fixed": "2"}), True),
        ("1.8", affected_range({"introduced": "1.9"}, {"fixed": "2"}), False),
        (
            "3.1",
            affected_range({"introduced": "0"}, {"fixed": "1"}, {"introduced": "3"}, {"fixed": "3.2"}),
            True,
        ),
        (
            "2.0",
            affected_range({"introduced": "0"}, {"fixed": "1"}, {"introduced": "3"}, {"fixed": "3.2"}),
            False,
        ),
        ("2.0", affected_range({"introduced": "0"}, {"last_affected": "2.0"}), True),
        ("2.0.1", affected_range({"introduced": "0"}, {"last_affected": "2.0"}), False),
        ("7", affected_range({"introduced": "0"}), True),
        ("7.0", {"versions": ["7"]}, True),
        ("7.1", {"versions": ["7"]}, False),
    ],
)
def test_a_version_is_affected_as_osv_says(version, affected, expected):
    assert audit.is_affected(Version(version), affected) is expected


def test_a_weakness_of_what_is_pinned_is_named_with_its_cure(archive):
    service = archive(advisory("django", **affected_range({"introduced": "0"}, {"fixed": "999"})))
    (problem,) = audit.weaknesses(service)
    assert problem.startswith("django 5.2.")
    assert "PYSEC-1 坏（修复于 999）" in problem


def test_others_and_withdrawn_ones_are_not(archive):
    everything = affected_range({"introduced": "0"})
    withdrawn = {**advisory("django", **everything), "withdrawn": "2026-01-01T00:00:00Z"}
    assert list(audit.weaknesses(archive(advisory("flask", **everything), withdrawn))) == []


def test_what_could_not_be_asked_is_not_called_sound(monkeypatch, capsys):
    def unreachable(service):
        raise audit.RequestException

    monkeypatch.delenv("PORTAL_ADVISORIES", raising=False)
    monkeypatch.setattr(audit, "weaknesses", unreachable)
    assert audit.main() == audit.UNKNOWN
    assert "没有运行" in capsys.readouterr().out


def test_the_bill_of_materials_has_what_is_installed_and_what_is_vendored():
    bill = sbom.bill_of_materials()
    parts = {part["name"]: part for part in bill["components"]}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert parts["django"]["purl"].startswith("pkg:pypi/django@5.2")
    assert parts["django"]["licenses"]
    assert parts["htmx.org"]["licenses"] == [{"license": {"id": "0BSD"}}]
    assert len(parts["cytoscape"]["hashes"][0]["content"]) == 64
    assert "http" not in json.dumps(list(parts.values()))
