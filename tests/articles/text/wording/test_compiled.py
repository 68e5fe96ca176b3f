"""Lists are compiled once for all processes and kept in files."""

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from articles.text.wording import compiled as files
from articles.text.wording.compiled import compiled, keep_in


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_folders", [])
    keep_in(tmp_path / "compiled")
    return tmp_path / "compiled"


def joined_words(words: Sequence[str]) -> bytes:
    return f"{os.getpid()} {' '.join(words)}".encode()


def failing(words: Sequence[str]) -> bytes:
    sys.exit(1)


def stopping_in_the_middle(words: Sequence[str]) -> bytes:
    sys.stdout.buffer.write(b"half of it")
    sys.stdout.buffer.flush()
    os._exit(0)


def test_a_list_is_made_once_and_in_another_process():
    first = bytes(compiled(joined_words, ["企业", "技术"], version="1"))
    assert first.endswith("企业 技术".encode())
    assert not first.startswith(str(os.getpid()).encode())
    assert bytes(compiled(joined_words, ["企业", "技术"], version="1")) == first


@pytest.mark.parametrize(
    ("words", "version"), [(["企业"], "1"), (["企业", "技术"], "2"), (["技术", "企业"], "1")]
)
def test_other_words_or_another_version_give_another_file(folder, words, version):
    compiled(joined_words, ["企业", "技术"], version="1")
    assert bytes(compiled(joined_words, words, version=version)).endswith(" ".join(words).encode())
    assert len(list(folder.iterdir())) == 2


def test_a_file_is_only_read_and_only_by_its_owner(folder):
    content = compiled(joined_words, version="1")
    assert content.readonly
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]


def test_only_the_latest_files_are_kept_and_those_in_use_stay_readable(folder):
    first = compiled(joined_words, ["0"], version="1")
    for number in range(1, 12):
        compiled(joined_words, [str(number)], version="1")
    assert len(list(folder.iterdir())) == 8
    assert bytes(first).endswith(b" 0")


def test_nothing_is_left_of_one_that_could_not_be_made(folder):
    with pytest.raises(subprocess.CalledProcessError):
        compiled(failing, version="1")
    assert list(folder.iterdir()) == []


def test_nor_of_one_that_ended_in_the_middle_as_if_all_were_well(folder):
    with pytest.raises(OSError, match="stopping_in_the_middle"):
        compiled(stopping_in_the_middle, version="1")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 32, -33, -1])
def test_a_file_that_is_not_whole_is_made_again(folder, size):
    compiled(joined_words, ["企业"], version="1")
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:size])
    assert bytes(compiled(joined_words, ["企业"], version="1")).endswith(" 企业".encode())
    assert list(folder.iterdir()) == [path]


def test_so_is_one_in_which_a_byte_has_changed(folder):
    compiled(joined_words, ["企业"], version="1")
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes().replace("企业".encode(), "产业".encode()))
    assert bytes(compiled(joined_words, ["企业"], version="1")).endswith(" 企业".encode())
