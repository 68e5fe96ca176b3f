"""manage.py import_policy: every file kind, once and again, bad files, new versions, codes in parts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from articles.importing import batch, store
from articles.importing.batch import Failure, import_files
from articles.importing.files.folders import files_in
from articles.importing.store import Result
from articles.models import (
    Article,
    ArticleRevision,
    IndexedArticle,
    KnownWord,
    Mention,
    Policy,
    PolicyRevision,
    Reference,
    SourceFile,
)
from articles.models.postgres.removal import remove_for_good
from articles.search import search
from policy_portal.auditing.models import AuditEntry
from tests.articles.importing.sample_files import LAW, TEXTS, WRITERS, write_html, write_txt

pytestmark = pytest.mark.django_db
PART = """# 某法典

# {}

2020年5月28日 第十三届全国人民代表大会第三次会议通过

## 第一章 通则

{}
"""
TITLE = "中华人民共和国数据样例法"
COUNTED = (
    Policy,
    Article,
    ArticleRevision,
    PolicyRevision,
    IndexedArticle,
    Mention,
    Reference,
    SourceFile,
)


def run(*paths, **options) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("import_policy", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def law() -> Policy:
    return Policy.objects.get(title=TITLE)


@pytest.mark.parametrize("kind", WRITERS)
def test_each_file_kind_gives_the_same_articles(kind, tmp_path):
    output = run(WRITERS[kind](tmp_path))
    assert output == "新增 1 件，更新 0 件，无变化 0 件，失败 0 件；新旧条文 5 条，存疑 0 处\n"
    articles = law().articles.in_order()
    assert {(article.number, article.suffix): article.text for article in articles} == TEXTS
    chapters = [(division.label, division.title) for division in law().divisions.order_by("position")]
    assert chapters == [("第一章", "总则"), ("第二章", "数据开放"), ("第三章", "附则")]
    assert [article.chapter.number for article in articles] == [1, 1, 2, 2, 3]


def test_what_the_text_states_is_recorded_and_nothing_else(tmp_path):
    run(write_txt(tmp_path))
    policy = law()
    assert (policy.kind, policy.status) == ("law", "unverified")
    assert (str(policy.adopted_on), str(policy.amended_on)) == ("2015-08-31", "2020-10-17")
    assert (str(policy.effective_on), policy.signed_on, policy.published_on) == ("2016-01-01", None, None)
    assert [issuer.name for issuer in policy.issuers.all()] == ["全国人民代表大会常务委员会"]
    assert policy.document_number == ""
    assert policy.slug == "shujuyanglifa"
    assert policy.work == "law/2015/shujuyanglifa"
    assert Policy.objects.named_work(policy.work) == policy


def test_an_imported_law_is_found_linked_and_readable(client, tmp_path):
    run(write_txt(tmp_path))
    assert [hit.article.label for hit in search("公共数据").hits] == ["第二条"]
    own = Reference.objects.get(article__policy=law(), number=3, article__suffix=1)
    assert own.target == law().articles.get(number=3, suffix=0)
    for address in (law().get_absolute_url(), f"{law().get_absolute_url()}articles/3-1/"):
        assert client.get(address).status_code == 200


def test_the_same_files_again_change_nothing(tmp_path):
    for write in WRITERS.values():
        write(tmp_path)
    run(tmp_path)
    before = counts()
    assert before["SourceFile"] == 1
    assert "新增 0 件，更新 0 件" in run(tmp_path)
    assert counts() == before


def test_a_dry_run_reports_and_writes_nothing(tmp_path):
    before = counts()
    assert run(write_txt(tmp_path), dry_run=True).startswith("试运行，没有写入；新增 1 件")
    assert counts() == before


def test_a_changed_text_becomes_a_new_version_with_a_diff(tmp_path):
    run(write_txt(tmp_path))
    changed = LAW.replace("国家开放数据。", "国家依法开放数据。").replace(
        "　　第四条　", "　　第三条之二　新增一条。\n\n　　第四条　"
    )
    output = run(write_txt(tmp_path, changed))
    assert "更新 1 件" in output
    assert "-国家开放数据。第二条第一项规定的数据应当开放。" in output
    assert "+国家依法开放数据。第二条第一项规定的数据应当开放。" in output
    article = law().articles.get(number=3, suffix=0)
    assert [revision.text.startswith("国家依法") for revision in article.revisions.order_by("number")] == [
        False,
        True,
    ]
    assert law().articles.get(number=3, suffix=2).text == "新增一条。"
    assert [article.position for article in law().articles.in_order()] == [1, 2, 3, 4, 5, 6]
    assert search("依法开放").count >= 1
    assert law().articles.get(number=1).revisions.count() == 1


def test_an_article_that_a_version_leaves_out_is_kept_and_the_revision_names_it(tmp_path):
    run(write_txt(tmp_path))
    run(write_txt(tmp_path, LAW.replace("　　第三条之一　开放数据依照本法第三条办理。\n", "")))
    removed = law().articles.removed().get()
    assert (removed.number, removed.suffix, removed.text) == (3, 1, TEXTS[3, 1])
    assert law().revisions.order_by("-number").first().snapshot["removed_articles"] == ["第三条之一"]


def test_an_editors_status_outlives_an_import(tmp_path):
    run(write_txt(tmp_path))
    Policy.objects.filter(title=TITLE).update(status="in_force", status_basis="核对")
    run(write_txt(tmp_path, LAW.replace("国家开放", "国家依法开放")))
    assert (law().status, law().status_basis) == ("in_force", "核对")


def test_bad_files_are_named_with_line_and_reason_and_stop_nothing(tmp_path):
    write_txt(tmp_path, name="z_good.txt")
    (tmp_path / "a_bytes.txt").write_bytes("某法\n第一条 甲。\n".encode() + b"\xff\xfe\xff\n")
    (tmp_path / "b_empty.txt").write_bytes(b"")
    (tmp_path / "c_title.txt").write_text("某市人民政府关于加强管理的通知\n", "utf-8")
    (tmp_path / "d_broken.docx").write_bytes(b"PK\x03\x04 no document")
    (tmp_path / "f_nul.txt").write_bytes("某法\n第一条 甲\0乙。\n".encode())
    before = Policy.objects.count()
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path)
    assert stopped.value.code == 1
    assert Policy.objects.count() == before + 1
    failures = {
        outcome.name.rsplit("/", 1)[-1]: outcome.reason
        for outcome in import_files(files_in([tmp_path]))
        if isinstance(outcome, Failure)
    }
    assert failures["a_bytes.txt"].startswith("第 3 行")
    assert failures["b_empty.txt"] == "文件是空的"
    assert failures["c_title.txt"] == "只有标题，没有正文"
    assert ".docx" in failures["d_broken.docx"]
    assert failures["f_nul.txt"] == "第 2 行含有 NUL 字符或半个代理对，不是文本文件"


def test_a_file_that_fails_half_way_leaves_nothing(tmp_path, monkeypatch):
    before = counts()

    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(store, "suggest_for_new", fail)
    with transaction.atomic():
        outcome = next(import_files([write_txt(tmp_path)]))
    assert outcome.reason == "数据库拒绝了这件文件：disk full"
    assert counts() == before


def test_no_files_and_no_such_path_are_said(tmp_path):
    with pytest.raises(CommandError, match="没有找到"):
        run(tmp_path)
    with pytest.raises(CommandError, match="没有这个文件"):
        run(tmp_path / "nowhere")


def test_the_report_names_gaps_and_citations_that_look_like_articles(tmp_path):
    text = "某办法\n第一条 甲。\n第二条 乙，依照\n第九条 第一款办理。\n第五条 丙。\n"
    output = run(write_txt(tmp_path, text), report=tmp_path / "report.txt")
    assert "第 5 行：条号不连续：原文没有第3条至第4条" in output
    assert "条号不连续" in (tmp_path / "report.txt").read_text("utf-8")
    policy = Policy.objects.get(title="某办法")
    assert [article.number for article in policy.articles.in_order()] == [1, 2, 5]


def test_a_report_that_cannot_be_written_is_said_before_anything_is_imported(tmp_path):
    with pytest.raises(CommandError, match="报告写不进"):
        run(write_txt(tmp_path), report=tmp_path / "nowhere" / "report.txt")
    assert not Policy.objects.filter(title=TITLE).exists()


def test_what_was_imported_before_an_interruption_is_recorded_and_learnt(tmp_path, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "_keep_segments_few", interrupt)
    with pytest.raises(SystemExit, match="130"):
        run(write_txt(tmp_path))
    assert AuditEntry.objects.filter(what__startswith="导入（中断）：新增 1 件").exists()
    assert not Policy.objects.without_name_starts().exists()


def test_a_code_in_several_files_is_one_policy(tmp_path):
    parts = {
        "b.md": PART.format("物权编", "第三条 丙。\n\n第四条 丁。"),
        "a.md": PART.format("总则编", "第一条 甲。\n\n第二条 乙。"),
    }
    for name, text in parts.items():
        (tmp_path / name).write_text(text, "utf-8")
        run(tmp_path / name)
    code = Policy.objects.get(title="某法典")
    assert [article.text for article in code.articles.in_order()] == ["甲。", "乙。", "丙。", "丁。"]
    assert [(division.kind, division.heading) for division in code.divisions.order_by("position")] == [
        ("part", "总则编"),
        ("chapter", "第一章 通则"),
        ("part", "物权编"),
        ("chapter", "第一章 通则"),
    ]
    assert [file.name for file in code.source_files.all()] == ["a.md", "b.md"]
    assert "无变化 2 件" in run(tmp_path)
    (tmp_path / "b.md").write_text(parts["b.md"].replace("丁", "戊"), "utf-8")
    assert "更新 1 件" in run(tmp_path)
    assert [article.text for article in code.articles.in_order()] == ["甲。", "乙。", "丙。", "戊。"]


def test_identity_is_the_document_number_never_the_title(shipped, tmp_path):
    """Trap 57: another 《国家产业技术政策》, 国经贸技术〔2002〕444号."""
    text = "国家产业技术政策\n国经贸技术〔2002〕444号\n第一条 甲。\n"
    run(write_txt(tmp_path, text))
    both = Policy.objects.filter(title="国家产业技术政策")
    assert {policy.document_number for policy in both} == {
        "工信部联科〔2009〕232号",
        "国经贸技术〔2002〕444号",
    }
    assert both.get(document_number="国经贸技术〔2002〕444号").slug == "gjmjs-2002-444"
    assert shipped.articles.count() == 34


def test_the_shipped_policy_from_a_file_is_the_shipped_policy(shipped, settings):
    before = counts() | {"SourceFile": 1}
    source = settings.CONTENT_DIR / "source" / "gxblk-2009-232.txt"
    outcome = next(import_files([source]))
    assert (outcome.result, outcome.policy) == (Result.UNCHANGED, shipped)
    assert counts() == before


@pytest.mark.parametrize(
    ("encoding", "name"), [("gb18030", "a.txt"), ("utf-16", "b.txt"), ("utf-8-sig", "c.txt")]
)
def test_texts_in_the_encodings_of_offices_are_read(tmp_path, encoding, name):
    run(write_txt(tmp_path, name=name, encoding=encoding))
    assert law().articles.get(number=1).text == TEXTS[1, 0]


def test_a_page_in_gb2312_is_read(tmp_path):
    run(
        write_html(
            tmp_path,
            LAW.replace("〈", "<").replace("〉", ">").replace("<", "《").replace(">", "》"),
            charset="gb2312",
        )
    )
    assert law().articles.get(number=2).text == TEXTS[2, 0]


def test_the_source_is_kept_to_the_letter(tmp_path):
    run(write_txt(tmp_path))
    assert law().source_files.get().text == LAW


@pytest.mark.django_db(transaction=True)
def test_many_files_are_imported_by_workers_and_again_by_none(tmp_path):
    for number in range(14):
        write_txt(
            tmp_path,
            f"第{number}号样例办法\n第一条 甲{number}。\n第二条 依照《共同法》第一条。\n",
            name=f"{number:02}.txt",
        )
    write_txt(tmp_path, "坏文件", name="05x.txt")
    with pytest.raises(SystemExit):
        run(tmp_path)
    assert Policy.objects.filter(title__endswith="号样例办法").count() == 14
    assert Article.objects.filter(policy__title__endswith="号样例办法").count() == 28
    assert not Policy.objects.without_name_starts().exists()  # learnt at the end
    assert KnownWord.objects.filter(text="第3号样例办法").exists()
    again = list(import_files(files_in([tmp_path])))
    assert [outcome.result for outcome in again if not isinstance(outcome, Failure)] == [
        Result.UNCHANGED
    ] * 14
    remove_for_good(Policy.objects.filter(title__endswith="号样例办法"))
