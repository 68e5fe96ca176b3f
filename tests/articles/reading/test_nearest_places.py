"""Citations as officials type them; one of a place that does not exist names the nearest that does."""

import pytest

OPINION = """某市人民政府关于发展物流的实施意见
某政发〔2023〕88号
一、总体要求
坚持市场主导。
二、重点任务
（一）完善网络。
1.建设仓库。
①主城区布局三个。
②各县布局一个。
（二）培育主体。
三、保障措施
（一）加强领导。
附件1
分工表
1.市商务局牵头。
2.市财政局配合。
"""
REPLY = "国务院关于设立某区的批复\n国函〔2022〕77号\n现批复如下：\n一、同意设立。\n二、落实责任。\n"
ORDER = """中华人民共和国国务院令
第799号
《某某条例》已经通过，现予公布。
总理　某某
2024年4月26日
某某条例
第一条 甲。
第二条 乙：
（一）丙；
1.丁；
2.戊。
（二）己。
第三条 庚。
"""
PLAN = (
    "某某规划\n第一章 背景\n第一节 成绩\n增长较快。\n第二节 形势\n一、机遇\n向好。\n二、挑战\n偏高。\n"
    "第二章 任务\n第一节 甲\n做甲。\n"
)
DECIMALS = "某某计划\n1 要求\n1.1 思想\n以甲为引领。\n1.2 目标\n到明年。\n2 任务\n2.1 制度\n建立制度。\n"
OPINION_URL, ORDER_URL, PLAN_URL = "/policies/opinion/", "/policies/order/", "/policies/plan/"


@pytest.fixture
def base(shipped, import_text):
    texts = {"opinion": OPINION, "reply": REPLY, "order": ORDER, "plan": PLAN, "decimals": DECIMALS}
    for slug, text in texts.items():
        import_text(slug, text)


@pytest.mark.parametrize("path", ["/goto/", "/search/"])
def test_a_place_is_found_however_it_is_written(client, base, path):
    expected = {
        "国务院令第799号": ORDER_URL,
        "国务院令第799号第三条": f"{ORDER_URL}articles/3/",
        "国务院第799号令第三条": f"{ORDER_URL}articles/3/",
        "中华人民共和国国务院令 第799号 第3条": f"{ORDER_URL}articles/3/",
        "某某条例 3": f"{ORDER_URL}articles/3/",
        "某某条例第二条第（一）项第2目": f"{ORDER_URL}articles/2/#para_4",
        "某某条例第二条第（一）项至第（二）项": f"{ORDER_URL}articles/2/#para_2",
        "88号文第二部分": f"{OPINION_URL}articles/2/",
        "232号文第25条": "/policies/gxblk-2009-232/articles/25/",
        "关于发展物流的实施意见第二部分第（二）项": f"{OPINION_URL}articles/2.2/",
        "某政发〔2023〕88号 三": f"{OPINION_URL}articles/3/",
        "某政发〔2023〕88号二（一）1②": f"{OPINION_URL}articles/2.1.1.2/",
        "某政发〔2023〕88号附件1第二项": f"{OPINION_URL}articles/att_1.2/",
        "某政发2023-88号第二条第（一）款": f"{OPINION_URL}articles/2.1/",
        "某政发〔2023〕88号第二条第一款": f"{OPINION_URL}articles/2.1/",
        "某政发〔2023〕88号第一条第一款": f"{OPINION_URL}articles/1/",
        "《关于发展物流的实施意见》（某政发〔2023〕88号文印发）第三部分": f"{OPINION_URL}articles/3/",
        "国函〔2022〕77号第二项": "/policies/reply/articles/2/",
        "某某规划第一章第二节": f"{PLAN_URL}chapters/1/#chp_1__sec_2",
        "某某规划第一章第二节第一部分": f"{PLAN_URL}articles/chp_1__sec_2.1/",
        "某某计划1.2": "/policies/decimals/articles/1.2/",
    }
    went = {typed: client.get(path, {"q": typed}).headers.get("Location") for typed in expected}
    assert went == expected


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("某政发〔2023〕88号第一部分第（二）项第1目", f"{OPINION_URL}articles/1/"),
        ("某政发〔2023〕88号第二部分第（二）项第1目", f"{OPINION_URL}articles/2.2/"),
        ("某政发〔2023〕88号第九部分", f"{OPINION_URL}articles/3/"),
        ("某政发〔2023〕88号第（一）项", f"{OPINION_URL}articles/2.1/"),
        ("某政发〔2023〕88号附件7", f"{OPINION_URL}annexes/1/"),
        ("某政发〔2021〕88号第二部分", OPINION_URL),
        ("《发展物流的实施意见》第二部分", OPINION_URL),
        ("国务院令第799号第八条", f"{ORDER_URL}articles/3/"),
        ("某某条例第二条之一", f"{ORDER_URL}articles/2/"),
        ("某某规划第二章第三节", f"{PLAN_URL}chapters/2/"),
        ("某某计划第1.1.9项", "/policies/decimals/articles/1.1/"),
        ("某某计划1.1.2", "/policies/decimals/articles/1.1/"),
        ("某某计划2.9", "/policies/decimals/articles/2/"),
    ],
)
def test_a_place_that_does_not_exist_names_the_nearest(client, base, typed, nearest):
    response = client.get("/goto/", {"q": typed})
    assert response.status_code == 404
    assert f'<a href="{nearest}">' in response.content.decode()
    answer = client.get("/api/v1/goto/", {"q": typed})
    assert answer.status_code == 404
    assert nearest in answer.json()["detail"]


def test_a_serial_that_fits_several_policies_is_asked_back(client, base, import_text):
    import_text("other", REPLY.replace("某区", "另区").replace("国函〔2022〕77号", "国函〔2020〕88号"))
    response = client.get("/goto/", {"q": "88号文第二部分"})
    assert response.status_code == 300
    assert "某政发〔2023〕88号" in response.content.decode()


def test_a_title_that_ends_in_a_number_is_itself(client, base, import_text):
    import_text("second", "某某条例（二）\n第一条 甲。\n")
    response = client.get("/goto/", {"q": "某某条例（二）"})
    assert response.headers["Location"] == "/policies/second/"
