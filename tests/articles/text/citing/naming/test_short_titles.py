"""Short titles and the long ones that they mean."""

import pytest

from articles.text.citing.naming.short_titles import short_subject, subject_of

LOANS = "最高人民法院关于审理民间借贷案件适用法律若干问题的规定"
SALES = "最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释"
HOMES = "最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释"
FAMILY_1 = "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）"
FAMILY_2 = "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（二）"
COMPANY_3 = "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）"
THEFT = "最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释"
PROPERTY = "最高人民法院关于适用《中华人民共和国民法典》物权编的解释（一）"
GUARANTEES = "最高人民法院关于执行担保若干问题的规定"
HOURS = "国务院关于职工工作时间的规定"
TITLES = (LOANS, SALES, HOMES, FAMILY_1, FAMILY_2, COMPANY_3, THEFT, PROPERTY, GUARANTEES, HOURS)


def meant_by(name: str) -> list[str]:
    short = short_subject(name)
    closeness = {title: subject_of(title).closeness(short) for title in TITLES} if short else {}
    return [title for title, close in closeness.items() if close and close == max(closeness.values())]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("最高法关于民间借贷的解释", [LOANS]),
        ("民间借贷司法解释", [LOANS]),
        ("最高院关于买卖合同的解释", [SALES]),
        ("商品房买卖合同解释", [HOMES]),
        ("婚姻家庭编解释（一）", [FAMILY_1]),
        ("婚姻家庭编解释", [FAMILY_1, FAMILY_2]),
        ("公司法解释三", [COMPANY_3]),
        ("公司法司法解释（三）", [COMPANY_3]),
        ("两高关于盗窃的解释", [THEFT]),
        ("最高检关于民间借贷的解释", []),
        ("国务院关于职工工作时间的规定", [HOURS]),
        ("公司法解释3", [COMPANY_3]),
        ("公司法解释（3）", [COMPANY_3]),
        ("买卖合同的解释", [SALES]),  # the very subject, before one that holds it
        ("职工工作的规定", [HOURS]),  # four characters tell enough
        ("两高关于民间借贷的解释", []),
        ("最高检关于盗窃的解释", [THEFT]),
        ("国务院关于盗窃的解释", []),
        ("公司法解释四", []),
        ("物权编解释", [PROPERTY]),
        ("物权编解释一", [PROPERTY]),
        ("民法典物权编解释（一）", [PROPERTY]),
        ("担保解释", []),
        ("执行担保规定", [GUARANTEES]),
        ("劳动争议司法解释", []),
    ],
)
def test_a_short_title_means_the_title_about_the_same(name, titles):
    assert meant_by(name) == titles


@pytest.mark.parametrize("name", ["民法典", "消费者权益保护法", "解释", "怎么解释", "", "司法解释"])
def test_other_words_are_no_short_title(name):
    assert meant_by(name) == []


def test_the_same_subject_is_closer_than_a_part_of_it():
    short = short_subject("买卖合同解释")
    assert [subject_of(title).closeness(short) for title in (SALES, HOMES, LOANS)] == [2, 1, 0]
    assert subject_of("民法典") is None
