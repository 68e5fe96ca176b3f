"""Each unit is cited in a way of its own, and /goto/ leads from that to the unit (round trip)."""

from importlib import import_module

import pytest
from django.apps import apps

HEAD = "某部关于评价的通知\n某部发〔2024〕7号\n一、组织评价。\n二、按附件填写。\n某部\n2024年7月1日\n"
DECIMALS = (
    "评价标准\n1 评价要求\n1.1 基本要求\n1.1.1 依法注册。\n1.1.2 按时提交。\n1.2 其他要求\n1.2.1 写明。\n"
    "2 评价方法\n2.1 打分。\n"
)
SEVERAL = (
    f"{HEAD}附件1\n{DECIMALS}附件2\n标准\n第一条 写明单位：\n（一）甲；\n（二）乙。\n另行登记。\n"
    "第二条 写明日期。\n"
    "附件3\n说明\n没有编号的一段。\n没有编号的另一段。\n"
    "附件4-1\n甲表\n一、名称。\n（一）住所。\n（二）电话。\n1.甲。\n2.乙。\n附件4-2\n乙表\n1 要求\n"
    "1.1 甲。\n1.2 乙。\n"
)
SECTIONS = (
    "某部关于评价的意见\n某部发〔2024〕7号\n第一章 总则\n第一节 甲\n一、组织评价。\n二、组织实施。\n"
    "第二节 乙\n一、另行评价。\n"
    "二、另行实施。\n第二章 附则\n第一节 甲\n一、再评价。\n二、再实施。\n某部\n2024年7月1日\n"
)
#: The text itself does not say which 一、 is meant.
ALIKE = (
    "某部关于评价的意见\n某部发〔2024〕7号\n总则\n一、组织评价。\n（一）甲一。\n（二）甲二。\n"
    "二、组织实施。\n分则\n一、另行评价。\n"
    "（一）乙一。\n（二）乙二。\n二、另行实施。\n某部\n2024年7月1日\n"
)


def units_of(client, policy) -> list[dict]:
    return client.get(f"/api/v1/policies/{policy.slug}/units/").json()


def target_address(client, typed: str, **more) -> str | None:
    return client.get("/goto/", {"q": typed, **more}).get("Location")


@pytest.mark.parametrize(
    "text", [SEVERAL, f"{HEAD}附件\n{DECIMALS}", SECTIONS], ids=["several", "one", "sections"]
)
def test_goto_opens_what_the_citation_names(client, import_text, text):
    policy = import_text("evaluation", text)
    units = units_of(client, policy)
    assert len({unit["citation"] for unit in units}) == len(units)
    for unit in units:
        line = unit["address"]
        if ".k" in line or unit["citation"].startswith("附件2第一条第"):
            line = client.get(line)["Location"]
        for typed, more in (
            (f"某部发〔2024〕7号{unit['citation']}", {}),
            (unit["citation"], {"within": policy.slug}),
        ):
            assert target_address(client, typed, **more) == line, unit["citation"]


@pytest.mark.parametrize(
    ("annex", "cited"),
    [
        ("附件1", ["附件1第1项", "附件1第1.1项", "附件1第1.1.1项"]),
        ("附件", ["附件第1项", "附件第1.1项", "附件第1.1.1项"]),
    ],
)
def test_a_decimal_does_not_run_into_the_number_of_its_annex(client, import_text, annex, cited):
    policy = import_text("evaluation", f"{HEAD}{annex}\n{DECIMALS}")
    assert [unit.label for unit in policy.articles.in_order()][2:5] == cited


def test_the_migration_cites_the_decimals_of_older_databases_so(import_text):
    policy = import_text("evaluation", SEVERAL)
    places = dict(policy.articles.values_list("pk", "place"))
    for unit in policy.articles.filter(unit="decimal"):
        annex = unit.division.cited_label
        policy.articles.filter(pk=unit.pk).update(place=f"{annex}{unit.own_label}")
    import_module("articles.migrations.0058_reference_address").cite_decimals_behind_labels(apps, None)
    assert dict(policy.articles.values_list("pk", "place")) == places


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("附件1.1.1", {"att_1.1.1", "att_1.1.1.1"}),  # 1.1 of 附件1, or its 1.1.1
        ("附件1.1.2", {"att_1.1.1.2", "att_1.1.2"}),
    ],
)
@pytest.mark.parametrize("annex", ["附件1", "附件"])
def test_a_decimal_that_can_be_read_in_two_ways_offers_both(client, import_text, annex, typed, addresses):
    policy = import_text("evaluation", f"{HEAD}{annex}\n{DECIMALS}")
    answer = client.get("/goto/", {"q": f"某部发〔2024〕7号{typed}"})
    assert answer.status_code == 200
    assert all(f"/policies/evaluation/articles/{address}/" in answer.text for address in addresses)
    targets = client.get("/api/v1/goto/", {"q": typed, "within": policy.slug}).json()["targets"]
    assert {target["unit"] for target in targets} == addresses


def test_units_that_the_text_numbers_alike_are_all_listed(client, import_text):
    policy = import_text("evaluation", ALIKE)
    for unit in units_of(client, policy)[1:]:
        answer = client.get("/goto/", {"q": f"某部发〔2024〕7号{unit['citation']}"})
        assert answer.status_code == 200
        assert unit["address"] in answer.text
    targets = client.get("/api/v1/goto/", {"q": "某部发〔2024〕7号第一部分第（一）项"}).json()["targets"]
    assert [target["text"] for target in targets] == ["甲一。", "乙一。"]


def test_every_unit_above_is_in_the_list(client, import_text):
    policy = import_text(
        "fees",
        (
            "某办法\n第一条 写明：\n（一）甲；\n（二）乙。\n另行登记。\n第二条 只有一款：\n（一）甲；\n"
            "1.子；\n2.丑；\n（二）乙。\n"
        ),
    )
    units = units_of(client, policy)
    addresses = [unit["address"] for unit in units]
    assert all(unit["parent"] in addresses for unit in units if unit["parent"])
    paragraph = units[1]
    assert (paragraph["address"], paragraph["citation"]) == ("/policies/fees/articles/1.k1/", "第一条第一款")
    assert (paragraph["text"], paragraph["level"], paragraph["parent"]) == (
        "写明：",
        2,
        "/policies/fees/articles/1/",
    )
    assert [unit["citation"] for unit in units][:5] == [
        "第一条", "第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第二款"
    ]  # fmt: skip
    for address in addresses:
        assert client.get(address, follow=True).status_code == 200


PRINTED = (
    "关于印发湖北省企业技术中心认定管理办法等的通知\n鄂发改规〔2022〕3号\n各市、州发展改革委：\n"
    "现将《湖北省企业技术中心认定管理办法》印发给你们，请遵照执行。\n{list}"
    "湖北省发展和改革委员会\n2022年7月1日\n附件1\n湖北省企业技术中心认定管理办法\n第一章 总则\n"
    "第一条 为了管理，制定本办法。\n"
    "第二条 本办法适用于本省。\n第二章 认定\n第三条 认定应当公开。\n认定每年一次。\n附件2\n评价指标\n"
    "一、指标。\n二、按附件1第三条评价。\n"
)
LISTED = "附件：1.湖北省企业技术中心认定管理办法\n2.评价指标\n"


@pytest.mark.parametrize("listed", [LISTED, ""], ids=["listed", "not listed"])
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("附件1第三条", "articles/3/"),
        ("附件1第三条第二款", "articles/3/#para_2"),
        ("附件1第二章", "chapters/2/"),
        ("附件1", ""),
        ("附件2第二部分", "articles/att_2.2/"),
    ],
)
def test_an_annex_that_is_the_printed_instrument(client, import_text, listed, typed, address):
    policy = import_text("centres", PRINTED.format(list=listed))
    assert policy.title == "湖北省企业技术中心认定管理办法"
    assert target_address(client, f"鄂发改规〔2022〕3号{typed}") == f"/policies/centres/{address}"


def test_a_reference_to_the_annex_that_is_the_printed_instrument(client, import_text):
    import_text("centres", PRINTED.format(list=LISTED))
    page = client.get("/policies/centres/articles/att_2.2/").text
    assert 'href="/policies/centres/articles/3/"' in page


def test_an_annex_that_is_another_one_is_not_the_main_text(client, import_text):
    import_text("evaluation", f"{HEAD}附件2\n{DECIMALS}")
    assert client.get("/goto/", {"q": "某部发〔2024〕7号附件1第一部分"}).status_code == 404


@pytest.mark.parametrize(
    ("number", "typed", "address"),
    [
        ("某部发〔2024〕7号", "某部發〔2024〕7號二（一）", "articles/2.1/"),
        ("某部发〔2024〕7号", "某部發〔2024〕7號第二部分第（一）項", "articles/2.1/"),
        ("广东省人民政府令第297号", "粤府令第297号第二条", "articles/2/"),
        ("粤府令第297号", "广东省人民政府令第297号第二条", "articles/2/"),
        ("粤府令第297号", "广东省政府令第297号", ""),
    ],
)
def test_other_ways_of_writing_numbers(client, import_text, number, typed, address):
    body = (
        "一、甲。\n二、乙：\n（一）子。\n（二）丑。\n" if "条" not in typed else "第一条 甲。\n第二条 乙。\n"
    )
    import_text("other", f"某部关于评价的意见\n{number}\n{body}某部\n2024年7月1日\n")
    assert target_address(client, typed) == f"/policies/other/{address}"
