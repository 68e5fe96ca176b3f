"""Whatever a text is numbered with, the citation that the portal gives of a unit leads to its address."""

import re

import pytest

from articles.reading.citation_resolution import Resolved, resolve_text

ARTICLE = re.compile(r"第[一二三]条")
STYLES = {
    "points": "某方案\n一、甲\n（一）甲一。\n1.子。\n（1）丑：\n①寅；\n②卯。\n2.辰。"
    "\n（二）甲二。\n二、乙\n乙一。\n",
    "parts": "某方案\n第一部分　总则\n一、甲。\n二、乙。\n第二部分　任务\n一、丙。\n二、丁。\n",
    "classes": "某目录\n第一类　鼓励\n一、农业\n1.甲。\n2.乙。\n第二类　限制\n一、农业\n1.丙。\n2.丁。\n",
    "tasks": "某方案\n任务一：建网\n1.甲。\n2.乙。\n任务二：强产业\n1.丙。\n2.丁。\n",
    "romans": "某方案\nⅠ．甲\n1.子。\n2.丑。\nⅡ．乙\n1.寅。\n2.卯。\n",
    "signs": "某方案\n❶甲\n1.子。\n2.丑。\n❷乙\n1.寅。\n2.卯。\n",
    "sections": "某方案\n第一节 甲\n一、子。\n二、丑。\n第二节 乙\n一、寅。\n二、卯。\n",
    "formal": "某方案\n壹、甲\n一、子。\n二、丑。\n贰、乙\n一、寅。\n二、卯。\n",
    "letters": "某方案\n一、甲：\na）子；\nb）丑。\n二、乙：\n（a）寅；\n（b）卯。\n",
    "decimals": "某预案\n1 总则\n1.1 目的\n甲。\n1.3 原则\n1.3.1 统一\n（1）子；\n（2）丑。\n"
    "2 体系\n2.1 机构\n设部。\n",
    "standard": "某导则\n1 总则\n1.0.1 甲。\n1.0.2 乙。\n2 设计\n2.1 一般\n2.1.1 规定：\n1 子；\n2 丑。\n"
    "附录A 计算\nA.0.1 丙。\nA.0.2 丁。\n附录B 样表\nB.0.1 戊。\nB.0.2 己。\n",
    "questions": "某问答\n问1：甲？\n答：\n1.子。\n2.丑。\n问2：乙？\n答：寅。\n",
    "asked": "某问答\n1.问：甲？\n答：子。\n2.问：乙？\n答：丑。\n",
    "chapters": "某规划\n第一章 背景\n第一节 形势\n一、甲。\n二、乙。\n第二节 要求\n一、丙。\n二、丁。\n"
    "第二章 任务\n第一节 建设\n一、戊。\n二、己。\n",
    "annexes": "某通知\n一、甲。\n二、乙。\n附件1\n清单\n一、丙。\n二、丁。\n"
    "附件2-1\n表一\n1.1 戊\n1.2 己\n2.1 庚\n",
    "headings": "某章程\n第一章 总则\n第一条 甲。\n一般规定\n第二条 乙。\n附　则\n第三条 丙。\n",
    "interpretation": "某解释\n一、关于受理\n第一条 甲。\n二、关于效力\n第二条 乙。\n",
    "tasks-in-parts": "某方案\n一、任务\n任务一：甲。\n任务二：乙。\n"
    "二、步骤\n第一阶段：丙。\n第二阶段：丁。\n",
    "brackets": "某要求\n1.甲\n（1）乙：\n①丙：\na.丁；\nb.戊。\n②己。\n（2）庚。\n2.辛\n",
    "tables": "某规定\n第一条 甲。\n第二条 乙。\n附表1\n标准\n丙。\n附表2\n距离\n丁。\n附图\n（略）\n",
    "stopped": "某要求\n1、甲\n1.1、乙。\n1.2、丙：\n（1）丁；\n（2）戊。\n2、己\n2.1、庚。\n",
    "articles": "某办法\n第一条 甲：\n（一）子：\n1.寅；\n（1）卯；\n（2）辰。\n2.巳。\n（二）丑。\n乙。\n"
    "第二条 丙：\n①午；\n②未。\n第三条 丁：\na.申；\nb.酉。\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_citation_of_each_unit_leads_to_its_address(client, import_text, style):
    policy = import_text(style, STYLES[style])
    units = client.get(f"/api/v1/policies/{policy.slug}/units/").json()
    targets = {unit["address"]: target_of(unit["citation"], policy) for unit in units}
    provisions = set(_provisions(units))
    assert {address for address in targets if targets[address] != address} == provisions
    assert all(targets[address] == client.get(address).url for address in provisions)


def _provisions(units):
    """The addresses of what stands in articles: each leads to its line on the page of its article."""
    inside = {unit["address"] for unit in units if ARTICLE.fullmatch(unit["label"])}
    for unit in units:  # those above come first
        if unit["parent"] in inside:
            inside.add(unit["address"])
            yield unit["address"]


def target_of(citation, policy):
    resolution = resolve_text(f"《{policy.title}》{citation}")
    return resolution.url if isinstance(resolution, Resolved) else resolution


@pytest.mark.parametrize(
    ("style", "typed", "address"),
    [
        ("points", "一（一）1（1）①", "1.1.1.1.1"),
        ("points", "第一部分第一项第一点", "1.1.1"),
        ("parts", "第二部分第一部分", "2.1"),
        ("classes", "第二类第一部分第2目", "2.1.2"),
        ("tasks", "任务二第1目", "2.1"),
        ("decimals", "1.3.1第（2）项", "1.3.1.2"),
        ("decimals", "第1.3.1条", "1.3.1"),
        ("standard", "附录B第B.0.2项", "att_2.2"),
        ("standard", "A.0.2", "att_1.2"),
        ("asked", "第2问", "q2"),
        ("chapters", "第一章第二节一", "chp_1__sec_2.1"),
    ],
)
def test_places_as_people_write_them(import_text, style, typed, address):
    url = target_of(typed, import_text(style, STYLES[style]))
    assert str(url).split("?")[0] == f"/policies/{style}/articles/{address}/"


def test_a_box_is_found_by_its_number(import_text):
    first = "一、甲\n（一）子。\n（二）丑。\n专栏1 重点工程\n1.寅。\n2.卯。\n"
    plan = f"某规划\n{first}二、乙\n（三）辰。\n专栏2 行动\n巳。\n"
    policy = import_text("plan", plan)
    assert target_of("专栏2", policy).endswith("/2.p1/")


def test_an_appendix_is_called_what_it_calls_itself(import_text):
    policy = import_text("standard", STYLES["standard"])
    assert [annex.label for annex in policy.divisions.in_order()] == ["附录A", "附录B"]
    assert [annex.heading for annex in policy.divisions.in_order()] == ["附录A 计算", "附录B 样表"]


def test_a_title_without_marks_before_its_number(import_text):
    head = "某办法\n（2022年1月5日某省人民政府令第301号公布）\n"
    import_text("rules", f"{head}第一条 甲。\n第二条 乙。\n丙。\n")
    resolution = resolve_text("某办法（某省人民政府令第301号）第二条第二款")
    assert resolution.url == "/policies/rules/articles/2/#para_2"


def test_a_document_in_traditional_characters_is_found_by_its_number(import_text):
    import_text("opinions", "某意見\n鄂政發〔2018〕26號\n一、甲。\n二、乙。\n")
    assert resolve_text("鄂政發〔2018〕26號").url == resolve_text("鄂政发〔2018〕26号").url


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("stopped", ["1、", "1.1、", "1.2、", "（1）", "（2）", "2、", "2.1、"]),
        ("questions", ["问1：", "1.", "2.", "问2："]),
        ("tables", ["第一条", "第二条", "附表1", "", "附表2", "", "附图"]),
    ],
)
def test_labels_are_as_printed(client, import_text, style, labels):
    policy = import_text(style, STYLES[style])
    units = client.get(f"/api/v1/policies/{policy.slug}/units/").json()
    assert [unit["label"] for unit in units] == labels
