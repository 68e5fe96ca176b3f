"""Which day of a source is which: of the order that publishes it, of the web page, of another document."""

import pytest

from articles.importing.identification.stated_facts import stated_facts
from articles.text.parsing.structure import parse_policy

ORDER = """\
文号：国令第997号
公开日期：2022-06-20
中华人民共和国国务院令
第997号
《某办法》已经2022年5月30日国务院第102次常务会议通过，现予公布，自公布之日起施行。2008年3月1日国务院令第18号公布的《某规定》同时废止。
总理　李某
2022年6月8日
某办法
第一条　甲。
第二条　本办法自公布之日起施行。
"""
JOINT = """\
国家某某信息办公室
中华人民共和国某某和信息化部
国家某某监督管理总局
令
第9号
《某规定》已经2021年11月16日国家某某信息办公室2021年第20次室务会议审议通过，现予公布，自2022年3月1日起施行。
国家某某信息办公室主任　庄某
2021年12月31日
某规定
第一条　甲。
第二条　本规定自2022年3月1日起施行。
"""


def days(source):
    facts = stated_facts(parse_policy(source))
    dates = (facts.adopted_on, facts.published_on, facts.effective_on)
    return [str(day or "") for day in dates]


def test_an_order_publishes_on_the_day_of_its_signature_whatever_the_page_says():
    assert days(ORDER) == ["2022-05-30", "2022-06-08", "2022-06-08"]
    assert stated_facts(parse_policy(ORDER)).document_number == "国务院令第997号"


def test_a_joint_order_says_when_it_was_adopted_below_the_names_of_its_bodies():
    assert days(JOINT) == ["2021-11-16", "2021-12-31", "2022-03-01"]


@pytest.mark.parametrize(
    ("title", "force"),
    [("《某办法》政策解读", ""), ("某部就《某办法》答记者问", ""), ("某部关于某办法的通知", "2024-07-01")],
)
def test_a_text_on_another_document_says_nothing_of_its_own_force(title, force):
    source = f"{title}\n一、背景\n甲。\n二、施行\n本办法自2024年7月1日起施行，有效期5年。\n"
    assert days(source)[2] == force
    kinds = {record.kind for record in stated_facts(parse_policy(source)).records}
    assert ("validity" in kinds) is bool(force)


@pytest.mark.parametrize(
    ("tail", "published"),
    [("", "2024-05-24"), ("某部\n2024年5月6日\n", ""), ("某部\n2024年5月\n", "2024-05-24")],
)
def test_the_day_of_a_web_page_is_that_of_a_text_without_another(tail, published):
    source = f"发布时间：2024-05-24 10:20　来源：某网\n某部关于某事的说明\n一、甲。\n二、乙。\n{tail}"
    assert days(source)[1] == published


@pytest.mark.parametrize(
    ("entry", "status", "basis"),
    [
        ("有效性：是", "in_force", "来源文件载明“有效性：是”"),
        ("有效性：全文失效", "expired", "来源文件载明“全文失效”"),
        ("有效性：部分失效", "unverified", ""),
    ],
)
def test_a_status_is_read_in_the_words_of_the_sites(entry, status, basis):
    facts = stated_facts(parse_policy(f"{entry}\n某部关于某事的通知\n一、甲。\n二、乙。\n"))
    assert (facts.status, facts.status_basis) == (status, basis)
