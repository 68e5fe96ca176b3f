"""附件2-1 beside 附件1: pages, addresses, citations and files of its own."""

import pytest
from django.db import IntegrityError, transaction

from articles.versions.snapshots import rows_of, snapshot_of, stored_rows

NOTICE = """关于组织申报的通知
某部发〔2024〕7号
一、组织申报。
二、按附件2-1第二部分填写。
某部
2024年7月1日
附件1
指南
一、依法注册。
二、按时提交。
附件2-1
甲表
一、名称。
二、住所。
附件2-2
乙表
第一章 总则
第一条 写明单位。
第二章 附则
第二条 写明日期。
"""


@pytest.fixture
def notice(import_text):
    return import_text("notice", NOTICE)


def test_each_has_its_label_and_addresses(notice):
    annexes = notice.divisions.annexes().in_order()
    assert [(annex.label, annex.address, annex.eid) for annex in annexes] == [
        ("附件1", "1", "att_1"),
        ("附件2-1", "2-1", "att_2-1"),
        ("附件2-2", "2-2", "att_2-2"),
    ]
    assert [(unit.address, unit.label) for unit in notice.articles.in_order()][2:] == [
        ("att_1.1", "附件1第一部分"),
        ("att_1.2", "附件1第二部分"),
        ("att_2-1.1", "附件2-1第一部分"),
        ("att_2-1.2", "附件2-1第二部分"),
        ("att_2-2.1", "附件2-2第一条"),
        ("att_2-2.2", "附件2-2第二条"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "annexes/2-1/",
        "annexes/2-2.docx",
        "articles/att_2-1.2/",
        "articles/att_2-2.1.xml",
        "chapters/a2.2-1/",
    ],
)
def test_its_pages_and_files_are_there(client, notice, address):
    assert client.get(f"/policies/notice/{address}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("某部发〔2024〕7号附件2-1", "annexes/2-1/"),
        ("某部发〔2024〕7号附件2－1第二部分", "articles/att_2-1.2/"),
        ("某部发〔2024〕7号附件2-2第二条", "articles/att_2-2.2/"),
        ("关于组织申报的通知附件1", "annexes/1/"),
    ],
)
def test_a_citation_leads_there(client, notice, typed, address):
    assert client.get("/goto/", {"q": typed})["Location"] == f"/policies/notice/{address}"


def test_one_that_is_not_there_is_said_to_be_missing(client, notice):
    response = client.get("/goto/", {"q": "某部发〔2024〕7号附件2-3"})
    assert response.status_code == 404
    assert "附件2-2" in response.content.decode()


def test_words_of_the_document_lead_there(client, notice):
    page = client.get("/policies/notice/articles/2/").content.decode()
    assert 'href="/policies/notice/annexes/2-1/"' in page


def test_only_annexes_have_two_numbers(notice):
    chapter = notice.divisions.chapters().first()
    chapter.suffix = 1
    with pytest.raises(IntegrityError, match="division_suffix_of_annex"), transaction.atomic():
        chapter.save()


def test_a_version_keeps_them_and_one_of_before_them_is_read(notice):
    stored = snapshot_of(stored_rows(notice))
    assert [division.address for division in rows_of(stored, notice).divisions if division.is_annex] == [
        "1",
        "2-1",
        "2-2",
    ]
    for stored_division in stored["divisions"]:
        del stored_division["suffix"]  # as versions of before were kept
    assert [division.suffix for division in rows_of(stored, notice).divisions] == [0] * 5
