"""The dump of everything published: complete, checked by its sums, whole or not at all."""

import hashlib
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import keep_policy
from articles.exports import open_data
from articles.models import Article, Division, Mention, Policy

pytestmark = pytest.mark.django_db


def lines(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_dump_holds_everything_published_and_its_sums_are_right(shipped, import_text, tmp_path, capsys):
    hidden = import_text("hidden", "某法\n第一条 甲。\n")
    Policy.objects.filter(pk=hidden.pk).update(publication="draft")
    call_command("export_open_data", tmp_path / "dump", verbosity=0)
    dump = tmp_path / "dump"
    assert [row["slug"] for row in lines(dump / "policies.jsonl")] == ["gxblk-2009-232"]
    articles = lines(dump / "articles.jsonl")
    assert [row["number"] for row in articles] == list(range(1, 35))
    texts = {row["number"]: row["text"] for row in articles}
    assert texts == dict(Article.objects.of_policy(shipped).values_list("number", "text"))
    mentions = lines(dump / "mentions.jsonl")
    assert len(mentions) == Mention.objects.published().count()
    for row in mentions:
        if row["passage"] == "article" and row["quote"]:
            assert texts[row["number"]][row["start"] : row["end"]] == row["quote"]
    assert len(lines(dump / "divisions.jsonl")) == Division.objects.filter(policy=shipped).count()
    assert len(lines(dump / "revisions.jsonl")) == 34
    for line in (dump / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((dump / name).read_bytes()).hexdigest() == digest
    assert (dump / "akn" / "gxblk-2009-232.xml").exists()
    assert not (dump / "akn" / "hidden.xml").exists()


def test_the_articles_of_a_policy_are_counted_once_however_often_it_was_revised(shipped, tmp_path):
    for note in ("甲", "乙"):
        shipped.source_note = note
        keep_policy(shipped, note=note)
    call_command("export_open_data", tmp_path / "dump", verbosity=0)
    assert [row["article_count"] for row in lines(tmp_path / "dump" / "policies.jsonl")] == [34]


def test_a_dump_can_be_one_file(shipped, tmp_path):
    call_command("export_open_data", tmp_path / "dump.tar.gz", verbosity=0)
    with tarfile.open(tmp_path / "dump.tar.gz") as archive:
        assert "open-data/articles.jsonl" in archive.getnames()
    assert [path.name for path in tmp_path.iterdir()] == ["dump.tar.gz"]


def test_an_interrupted_dump_leaves_nothing(shipped, tmp_path, monkeypatch):
    def stop(content):
        raise KeyboardInterrupt

    monkeypatch.setattr(open_data, "akn_xml", stop)
    with pytest.raises(KeyboardInterrupt):
        call_command("export_open_data", tmp_path / "dump", verbosity=0)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_overwrites_nothing(shipped, tmp_path):
    (tmp_path / "dump").mkdir()
    with pytest.raises(CommandError, match="已经存在"):
        call_command("export_open_data", tmp_path / "dump", verbosity=0)


def test_the_versions_of_many_policies_are_read_together(shipped, import_text, tmp_path):
    counts = []
    for number in (1, 2, 3):
        import_text(f"law-{number}", "某法\n第一条 甲。\n")
        with CaptureQueriesContext(connection) as statements:
            call_command("export_open_data", tmp_path / str(number), verbosity=0)
        counts.append(sum("articles_sourcefile" in statement["sql"] for statement in statements))
        assert len(lines(tmp_path / str(number) / "versions.jsonl")) == number + 1
    assert set(counts) == {1}
