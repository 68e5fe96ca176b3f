"""A form that the source leaves out, a chapter that is a heading alone: exports show each in its place."""

import io

import docx
import pytest

NOTICE = "某通知\n一、甲。\n二、乙。\n附件1\n清单\n丙。\n附件2\n申报表\n附件3\n材料\n丁。\n附件4\n样表\n"
HEADINGS = ["附件1 清单", "附件2 申报表", "附件3 材料", "附件4 样表"]


@pytest.fixture
def notice(import_text):
    return import_text("notice", NOTICE)


def test_the_word_document_has_every_annex_in_order(client, notice):
    document = docx.Document(io.BytesIO(client.get("/policies/notice.docx").content))
    headings = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")
    ]
    assert headings == HEADINGS


def test_the_plain_text_has_every_annex_in_order(client, notice):
    lines = client.get("/policies/notice.txt").content.decode().splitlines()
    assert [line for line in lines if line.startswith("附件")] == HEADINGS


def test_a_heading_of_its_own_line_is_no_paragraph_as_well_in_akn(client, import_text):
    import_text("plan", "某方案\n一、总体要求\n坚持创新。\n二、任务\n（一）甲。\n（二）乙。\n")
    xml = client.get("/policies/plan.xml").content.decode()
    assert xml.count("总体要求") == 1
    assert xml.count(">任务<") == 1


PLAN = "某规划\n第一章 现状\n第二章 任务\n第一节 甲\n建设甲。\n第二节 乙\n第三章 保障\n附件\n清单\n丙。\n"
PLAN_HEADINGS = ["第一章 现状", "第二章 任务", "第一节 甲", "第二节 乙", "第三章 保障", "附件 清单"]


def test_headings_without_text_are_exported(client, import_text):
    import_text("plan", PLAN)
    document = docx.Document(io.BytesIO(client.get("/policies/plan.docx").content))
    headings = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")
    ]
    assert headings == PLAN_HEADINGS
    lines = client.get("/policies/plan.txt").content.decode().splitlines()
    assert [line for line in lines if line in PLAN_HEADINGS] == PLAN_HEADINGS
