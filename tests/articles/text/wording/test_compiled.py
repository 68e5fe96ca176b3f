"""Lists are compiled once for all processes and kept in files."""

import os
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from articles.text.wording import compiled as files
from articles.text.wording.compiled import compiled, keep_in
from tests.articles.text.wording.makers import _joined_words, failing, joined_words, stopping_in_the_middle


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where files are kept: not there yet. To the shared temporary folder nothing can be written."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "shared"))
    monkeypatch.setattr(files, "_folders", [])
    keep_in(tmp_path / "data" / "compiled")
    return tmp_path / "data" / "compiled"


@pytest.fixture
def older_files(tmp_path):
    """Ten files, each of which is a minute older than the next."""
    paths = [tmp_path / f"dictionary-{name}" for name in "bdfhjacegi"]
    for place, path in enumerate(paths):
        path.write_bytes(b"words")
        os.utime(path, (60 * place, 60 * place))
    return paths


def test_a_list_is_made_once_and_in_another_process():
    first = bytes(compiled(joined_words, ["企业", "技术"], version="1"))
    assert first.endswith("企业 技术".encode())
    assert not first.startswith(str(os.getpid()).encode())
    assert bytes(compiled(joined_words, ["企业", "技术"], version="1")) == first


@pytest.mark.parametrize(
    ("words", "version"),
    [
        (["企业"], "1"),
        (["企业", "技术"], "2"),
        (["技术", "企业"], "1"),
        (["企业技术"], "1"),
        (["企业\0技术"], "1"),
    ],
)
def test_other_words_or_another_version_give_another_file(folder, words, version):
    compiled(joined_words, ["企业", "技术"], version="1")
    assert bytes(compiled(joined_words, words, version=version)).endswith(" ".join(words).encode())
    assert len(list(folder.iterdir())) == 2


def test_a_file_has_the_name_of_the_function_that_makes_it(folder):
    compiled(joined_words, version="1")
    compiled(_joined_words, version="2")
    assert [path.name.partition("-")[0] for path in folder.iterdir()] == ["joined_words"] * 2


def test_a_file_is_only_read_and_only_by_its_owner(folder):
    content = compiled(joined_words, version="1")
    assert content.readonly
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]


def test_the_other_process_has_the_modules_of_this_one_wherever_it_was_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bytes(compiled(joined_words, ["企业"], version="1")).endswith("企业".encode())


def test_only_the_latest_files_of_a_kind_are_kept_and_those_in_use_stay_readable(folder):
    first = compiled(joined_words, ["0"], version="1")
    (path,) = folder.iterdir()
    os.utime(path, (0, 0))
    for number in range(8):
        path.with_name(f"joined_words-{number}").touch()
        path.with_name(f"readings-{number}").touch()
    compiled(joined_words, ["1"], version="1")
    assert len(list(folder.glob("joined_words-*"))) == 8
    assert len(list(folder.glob("readings-*"))) == 8
    assert not path.exists()
    assert bytes(first).endswith(b" 0")


def test_without_a_folder_a_process_keeps_files_where_no_other_user_can_write(folder, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(files, "_folders", [])
    compiled(joined_words, ["企业"], version="1")
    own_folder = Path(files._temporary_folder().name)
    assert [path.name.partition("-")[0] for path in own_folder.glob("joined*")] == ["joined_words"]
    assert own_folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_the_oldest_files_are_dropped(older_files):
    files._drop_oldest(sorted(older_files))
    assert [path.exists() for path in older_files] == [False] * 2 + [True] * 8


def test_another_process_may_drop_them_at_the_same_time(older_files):
    older_files[3].unlink()
    files._drop_oldest(older_files)
    assert all(path.exists() for path in older_files[4:])


def test_nothing_is_left_of_one_that_could_not_be_made(folder):
    with pytest.raises(subprocess.CalledProcessError):
        compiled(failing, version="1")
    assert list(folder.iterdir()) == []


def test_nor_of_one_that_ended_in_the_middle_as_if_all_were_well(folder):
    with pytest.raises(OSError, match="stopping_in_the_middle"):
        compiled(stopping_in_the_middle, version="1")
    assert list(folder.iterdir()) == []


def test_nor_of_one_that_could_not_be_written(folder):
    in_its_place = folder / "dictionary-1"
    in_its_place.mkdir(parents=True)
    with pytest.raises(OSError, match="dictionary-1"):
        files._write_file(in_its_place, b"words")
    assert list(folder.iterdir()) == [in_its_place]


@pytest.mark.parametrize("size", [0, 1, 32, -33, -1])
def test_a_file_that_is_not_whole_has_no_content(tmp_path, size):
    path, content = tmp_path / "dictionary-1", "企业 技术".encode()
    path.write_bytes(content + sha256(content).digest())
    assert files._content_of(path) == content
    path.write_bytes(path.read_bytes()[:size])
    assert files._content_of(path) is None


def test_a_file_in_which_a_byte_has_changed_is_made_again(folder):
    compiled(joined_words, ["企业"], version="1")
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes().replace("企业".encode(), "产业".encode()))
    assert bytes(compiled(joined_words, ["企业"], version="1")).endswith(" 企业".encode())
    assert list(folder.iterdir()) == [path]
