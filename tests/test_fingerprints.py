"""When the database that runs of tests copy is filled anew: as soon as its content could be another."""

import pytest

from tests.database.fingerprints import fingerprint

FILES = {
    "articles/editing.py": "1",
    "articles/admin/base.py": "1",
    "articles/migrations/0001_initial.py": "1",
    "fixtures/source/law.txt": "1",
    "tests/database/templates.py": "1",
}


def fingerprint_of(files: dict[str, str], surroundings: str = "Python 3.11") -> str:
    return fingerprint(files, imported=["articles/editing.py"], surroundings=surroundings)


@pytest.mark.parametrize(
    "changed",
    [
        {"articles/editing.py": "2"},
        {"articles/migrations/0001_initial.py": "2"},
        {"articles/migrations/0002_more.py": "1"},
        {"fixtures/source/law.txt": "2"},
        {"fixtures/source/another.txt": "1"},
        {"tests/database/templates.py": "2"},
    ],
)
def test_a_change_of_what_decides_the_content_is_noticed(changed):
    assert fingerprint_of({**FILES, **changed}) != fingerprint_of(FILES)


@pytest.mark.parametrize("missing", [name for name in FILES if "admin" not in name])
def test_what_decides_the_content_and_is_gone_is_missed(missing):
    assert fingerprint_of(
        {name: digest for name, digest in FILES.items() if name != missing}
    ) != fingerprint_of(FILES)


def test_another_day_or_another_package_counts():
    assert fingerprint_of(FILES, "Python 3.12") != fingerprint_of(FILES)


@pytest.mark.parametrize("changed", [{"articles/admin/base.py": "2"}, {"articles/views/new.py": "1"}])
def test_what_was_not_imported_does_not_count(changed):
    assert fingerprint_of({**FILES, **changed}) == fingerprint_of(FILES)
