"""Texts without articles as readers meet them: an address, a citation and a page for every unit."""

import re

import pytest

from articles.editing import save_article, save_division
from articles.importing.instances import build_records
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.models import Article
from articles.reading.contents import contents_of
from articles.review.texts.text_update import update_policy
from articles.text.parsing.structure import parse_policy

MEASURES = """某市人民政府关于支持智能制造的若干措施
某政发〔2024〕7号
一、支持设备更新
（一）购置补助。
1. 对购置机器人的企业按投资额的15%补助。
（1）单台不低于10万元；
（2）每年最高200万元。
2. 对融资租赁贴息。
（二）技术改造。
对技术改造项目奖励。
二、支持人才
（三）引进人才。
对工程师给予补贴。
附件1
项目清单
序号\t项目
1\t甲项目
附件2
申报要求
一、依法注册。
二、按时提交。
"""
PLAN = "某规划\n第一章 背景\n形势严峻。\n一、成绩。\n第二章 任务\n一、做甲。\n二、做乙。\n"
REPLY = "关于甲的批复\n某市人民政府：\n来文收悉。\n同意设立。\n"


@pytest.fixture
def measures(import_text):
    return import_text("measures", MEASURES)


def places(policy):
    return [(unit.address, unit.label, unit.heading) for unit in policy.articles.in_order()]


def test_every_unit_has_an_address_and_a_place(measures):
    assert places(measures) == [
        ("1", "第一部分", "支持设备更新"),
        ("1.1", "第一部分第（一）项", "购置补助"),
        ("1.1.1", "第一部分第（一）项第1目", ""),
        ("1.1.1.1", "第一部分第（一）项第1目第（1）小目", ""),
        ("1.1.1.2", "第一部分第（一）项第1目第（2）小目", ""),
        ("1.1.2", "第一部分第（一）项第2目", ""),
        ("1.2", "第一部分第（二）项", "技术改造"),
        ("2", "第二部分", "支持人才"),
        ("2.3", "第二部分第（三）项", "引进人才"),
        ("att_1.p1", "附件1第1段", ""),
        ("att_2.1", "附件2第一部分", ""),
        ("att_2.2", "附件2第二部分", ""),
    ]


def test_points_that_chapters_number_anew_are_told_apart(import_text):
    assert places(import_text("plan", PLAN)) == [
        ("p1", "第1段", ""),
        ("chp_1.1", "第一章第一部分", ""),
        ("chp_2.1", "第二章第一部分", ""),
        ("chp_2.2", "第二章第二部分", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("某政发〔2024〕7号第二部分第（三）项", "articles/2.3/"),
        ("某政发〔2024〕7号第（三）项", "articles/2.3/"),
        ("某政发〔2024〕7号一（二）", "articles/1.2/"),
        ("某政发〔2024〕7号一、（一）1", "articles/1.1.1/"),
        ("某政发〔2024〕7号第一部分第（一）项第1目", "articles/1.1.1/"),
        ("某政发〔2024〕7号一（一）1（2）", "articles/1.1.1.2/"),
        ("某政发〔2024〕7号第一部分", "articles/1/"),
        ("某市人民政府关于支持智能制造的若干措施第二部分", "articles/2/"),
        ("《某市人民政府关于支持智能制造的若干措施》第（二）项", "articles/1.2/"),
        ("《某市人民政府关于支持智能制造的若干措施》（某政发〔2024〕7号）附件2", "annexes/2/"),
        ("某政发〔2024〕7号附件2第二部分", "articles/att_2.2/"),
        ("某政发〔2024〕7号附件1第1段", "articles/att_1.p1/"),
        ("某政发〔2024〕7号附件2二、", "articles/att_2.2/"),
        ("某政发〔2024〕7号第二条第（三）项", "articles/2.3/"),
        ("某政发〔2024〕7号第一条第（一）项第2目", "articles/1.1.2/"),
    ],
)
def test_a_citation_leads_to_its_unit(client, measures, typed, address):
    response = client.get("/goto/", {"q": typed})
    assert (response.status_code, response["Location"]) == (302, f"/policies/measures/{address}")


def test_an_item_that_a_point_has_not_is_not_found(client, measures):
    response = client.get("/goto/", {"q": "某政发〔2024〕7号第二条第（九）项"})
    assert response.status_code == 404
    assert "没有这一处" in response.content.decode()
    assert 'href="/policies/measures/articles/2/"' in response.content.decode()


NOTICE = (
    "某办关于印发某方案的通知\n某办发〔2024〕61号\n《某方案》已经同意，现印发给你们。\n一、组织。\n二、协调。\n"
    "某办\n2024年12月1日\n某方案\n一、要求\n（一）甲。\n二、任务\n（二）乙。\n（三）丙。\n三、其他\n"
)


def test_a_place_that_only_the_annex_has_is_said_to_be_there(client, import_text):
    import_text("notice", NOTICE)
    response = client.get("/goto/", {"q": "某办发〔2024〕61号第二部分第（三）项"})
    assert response["Location"] == "/policies/notice/articles/att_1.2.3/?only_in_annex=1"
    page = client.get(response["Location"]).content.decode()
    assert "正文没有您引用的这一处，它在附件《某方案》里。请核对。" in page
    for citation in ("某办发〔2024〕61号附件第二部分第（三）项", "某办发〔2024〕61号第二部分"):
        assert "only_in_annex" not in client.get("/goto/", {"q": citation})["Location"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("附件第二部分第（九）项", "没有这一处：附件第二部分有第（二）项至第（三）项"),
        ("第九部分", "没有这一处：它有第一部分至第二部分"),
        ("附件第九部分", "没有这一处：附件有第一部分至第三部分"),
    ],
)
def test_what_is_absent_is_told_with_what_is_there(client, import_text, typed, message):
    import_text("notice", NOTICE)
    answer = client.get("/goto/", {"q": f"某办发〔2024〕61号{typed}"})
    assert answer.status_code == 404
    assert message in answer.content.decode()


DECIMALS = "某方案\n1. 目标\n1.1 甲。\n1.2 乙：\n（1）子；\n（2）丑。\n2. 工程\n2.1 丙。\n"


def test_the_citation_of_a_unit_leads_back_to_it_whatever_its_number_looks_like(client, import_text):
    policy = import_text("plan", DECIMALS)
    policy.document_number = "某部 某局令第12号"
    policy.save()
    assert [unit.label for unit in policy.articles.in_order()][:4] == ["1", "1.1", "1.2", "1.2第（1）小目"]
    for unit in policy.articles.in_order():
        response = client.get("/goto/", {"q": unit.citation})
        assert response["Location"] == unit.get_absolute_url(), unit.citation


def test_a_title_that_begins_with_another_in_brackets(client, import_text):
    import_text("told", "《某措施》政策解读\n问：谁可以申请？\n答：企业。\n问：多少？\n答：一百。\n")
    response = client.get("/goto/", {"q": "《某措施》政策解读第2问"})
    assert response["Location"] == "/policies/told/articles/q2/"


def test_what_may_be_several_places_is_asked_for(client, import_text):
    import_text("twice", "某通知\n某发〔2024〕1号\n一、甲\n（一）子。\n二、乙\n（一）丑。\n")
    page = client.get("/goto/", {"q": "某发〔2024〕1号第（一）项"}).content.decode()
    assert "第一部分第（一）项、第二部分第（一）项，请写明在哪一部分" in page


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("第廿五条", "articles/25/"),
        ("第贰拾伍条", "articles/25/"),
    ],
)
def test_numbers_in_other_spellings(client, shipped, typed, address):
    assert client.get("/goto/", {"q": typed})["Location"] == f"/policies/{shipped.slug}/{address}"


def test_the_page_of_a_unit_shows_where_it_stands_and_all_that_stands_in_it(client, measures):
    page = client.get("/policies/measures/articles/1.1/").content.decode()
    assert "<title>第一部分第（一）项 购置补助 · 某市人民政府关于支持智能制造的若干措施</title>" in page
    assert ">一、支持设备更新</a>" in page
    assert "按投资额的15%补助" in page
    assert "每年最高200万元" in page
    assert "《某市人民政府关于支持智能制造的若干措施》（某政发〔2024〕7号）第一部分第（一）项" in page
    assert "技术改造项目奖励" not in re.sub(r"(?s)<nav.*?</nav>", "", page)


def test_contents_name_every_unit_by_label_and_heading_or_first_words(client, measures):
    page = client.get("/policies/measures/").content.decode()
    listed = re.findall(r'<span class="contents__label">(.*?)</span>(.*?)</a>', page)
    assert {("一、", "支持设备更新"), ("（三）", "引进人才"), ("一、", "依法注册")} <= set(listed)
    assert all(title for _, title in listed)


def test_a_unit_has_a_feed_of_itself_and_what_stands_in_it(client, measures):
    def entries(unit):
        answer = client.get(f"/feeds/policies/measures/articles/{unit}/").content.decode()
        links = re.findall(r'<link href="http://testserver/policies/measures/articles/([^"/]+)/"', answer)
        return set(links)

    assert entries("1.1") == {"1.1", "1.1.1", "1.1.1.1", "1.1.1.2", "1.1.2"}
    assert entries("2.3") == {"2.3"}
    assert (
        "/feeds/policies/measures/articles/1.1/"
        in client.get("/policies/measures/articles/1.1/").content.decode()
    )


def test_an_annex_has_a_page_a_feed_and_files(client, measures):
    page = client.get("/policies/measures/annexes/1/").content.decode()
    text = re.sub(r"(?s)<nav.*?</nav>", "", page)
    assert [word in text for word in ("项目清单", "甲项目", "依法注册")] == [True, True, False]
    for path in ("annexes/2.docx", "annexes/2.txt"):
        assert client.get(f"/policies/measures/{path}").status_code == 200
    assert "附件2" in client.get("/feeds/policies/measures/annexes/2/").content.decode()
    missing = client.get("/policies/measures/annexes/3/")
    assert missing.status_code == 404
    assert "没有附件3，有附件1至附件2" in missing.content.decode()


def test_the_api_lists_every_unit_with_its_own_words(client, measures):
    units = client.get("/api/v1/policies/measures/units/").json()
    by_address = {unit["address"]: unit for unit in units}
    item = by_address["/policies/measures/articles/2.3/"]
    assert (item["label"], item["citation"], item["heading"], item["level"], item["parent"]) == (
        "（三）",
        "第二部分第（三）项",
        "引进人才",
        2,
        "/policies/measures/articles/2/",
    )
    assert item["text"] == "引进人才。\n对工程师给予补贴。"
    assert by_address["/policies/measures/articles/1/"]["text"] == "支持设备更新"
    annex = by_address["/policies/measures/annexes/2/"]
    assert (annex["label"], annex["heading"], annex["parent"]) == ("附件2", "申报要求", None)
    assert by_address["/policies/measures/articles/att_2.1/"]["parent"] == annex["address"]
    assert [unit["address"] for unit in units] == list(by_address)


def test_the_shipped_policy_lists_its_chapters_and_articles(client, shipped):
    units = client.get(f"/api/v1/policies/{shipped.slug}/units/").json()
    assert len(units) == 7 + 34
    assert (units[0]["label"], units[1]["label"], units[1]["level"]) == ("第一章", "第一条", 2)
    assert units[1]["parent"] == units[0]["address"] == f"/policies/{shipped.slug}/chapters/1/"


def test_a_text_without_numbers_is_read_by_paragraphs(client, import_text):
    import_text("reply", REPLY)
    page = client.get("/policies/reply/articles/p2/").content.decode()
    assert "同意设立。" in page
    assert "第2段" in page
    text = client.get("/policies/reply.txt").content.decode()
    assert "\n来文收悉。\n\n同意设立。\n" in text


def test_what_stands_in_a_unit_goes_along_with_it(client, measures):
    point = measures.articles.get(address="1")
    point.number, point.position = 9, 99
    save_article(point)
    moved = measures.articles.get(text="对融资租赁贴息。")
    assert (moved.address, moved.label) == ("9.1.2", "第九部分第（一）项第2目")
    assert client.get("/policies/measures/articles/1.1.2/")["Location"] == moved.get_absolute_url()


def test_what_an_annex_numbers_goes_along_with_it(client, measures):
    annex = measures.divisions.get(kind="annex", number=2)
    annex.number = 5
    save_division(annex)
    unit = measures.articles.get(text="依法注册。")
    assert unit.address == "att_5.1"
    assert client.get("/policies/measures/articles/att_2.1/")["Location"] == unit.get_absolute_url()


def test_a_newer_text_keeps_addresses_and_says_what_has_gone(measures):
    newer = MEASURES.replace("2. 对融资租赁贴息。\n", "").replace("奖励", "重奖")
    before = dict(measures.articles.values_list("address", "pk"))
    update_policy(measures, build_records(parse_policy(newer), SourceFacts(slug="measures")), note="新版")
    after = dict(measures.articles.in_text().values_list("address", "pk"))
    assert {address: before[address] for address in after} == after
    assert Article.objects.get(pk=before["1.1.2"]).is_removed
    assert measures.articles.get(address="1.2").text == "技术改造。\n对技术改造项目重奖。"


LAW = """某法
第一条 为了甲，制定本法。
第二条 下列行为禁止：
（一）甲；
（二）乙，包括：
1. 丙；
2. 丁。
前款规定不适用于戊：
（一）己。
"""


@pytest.mark.parametrize(
    ("address", "line"),
    [("2.k1", 1), ("2.k1.1", 2), ("2.k1.2.2", 5), ("2.k2", 6), ("2.k2.1", 7)],
)
def test_a_provision_of_an_article_is_read_in_its_place(client, import_text, address, line):
    import_text("law", LAW)
    response = client.get(f"/policies/law/articles/{address}/")
    assert response["Location"] == f"/policies/law/articles/2/#para_{line}"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("《某法》第二条第一款第（二）项", 3),
        ("《某法》第二条第二款", 6),
        ("《某法》第二条第二款第（一）项", 7),
        ("《某法》第二条第（二）项", 3),
    ],
)
def test_a_cited_provision_is_where_the_citation_leads(client, import_text, typed, line):
    import_text("law", LAW)
    assert client.get("/goto/", {"q": typed})["Location"] == f"/policies/law/articles/2/#para_{line}"


def test_a_provision_that_an_article_does_not_have_is_not_found(client, import_text):
    import_text("law", LAW)
    assert client.get("/policies/law/articles/2.k3/").status_code == 404
    assert client.get("/policies/law/articles/1.1/").status_code == 404


def test_items_of_an_article_are_listed_after_it(client, import_text):
    import_text("law", LAW)
    units = client.get("/api/v1/policies/law/units/").json()
    assert [(unit["citation"], unit["text"]) for unit in units[2:]] == [
        ("第二条第一款", "下列行为禁止："),
        ("第二条第一款第（一）项", "甲；"),
        ("第二条第一款第（二）项", "乙，包括："),
        ("第二条第一款第（二）项第1目", "丙；"),
        ("第二条第一款第（二）项第2目", "丁。"),
        ("第二条第二款", "前款规定不适用于戊："),
        ("第二条第二款第（一）项", "己。"),
    ]
    assert units[3]["parent"] == "/policies/law/articles/2.k1/"
    page = client.get("/policies/law/articles/2/").content.decode()
    assert 'aria-label="第二条第一款第（二）项第2目的链接"' in page


@pytest.mark.parametrize(
    ("address", "before", "after"),
    [
        ("1", None, "2"),
        ("1.1", "1", "1.2"),
        ("1.1.1", "1.1", "1.1.2"),
        ("1.1.1.1", "1.1.1", "1.1.1.2"),
        ("1.2", "1.1", "2"),
        ("2", "1", "att_1.p1"),
    ],
)
def test_the_way_on_leads_past_what_a_unit_s_page_shows(measures, address, before, after):
    contents = contents_of(measures.slug)
    unit = contents.article(address)
    around = [neighbour and neighbour.address for neighbour in contents.around_article(unit)]
    assert around == [before, after]


def test_a_table_is_called_by_its_columns(measures):
    table = measures.articles.get(address="att_1.p1")
    assert table.display_title == "表格：序号、项目"
