"""Words after a list, boxes (专栏) and closings have addresses, labels and citations of their own."""

import pytest

PLAN = """某省规划
某政发〔2024〕9号
一、全体会议的任务是：
（一）讨论重大事项；
（二）通报形势。
全体会议一般每半年召开一次。
二、基础
（一）建网络。
专栏1 重点工程
1．千兆工程。
2．五G工程。
（二）建算力。
特此通知。
"""


@pytest.fixture
def plan(import_text):
    return import_text("plan", PLAN)


def test_they_stand_in_their_order_with_labels(plan):
    assert [(unit.address, unit.label, unit.heading) for unit in plan.articles.in_order()] == [
        ("1", "第一部分", ""),
        ("1.1", "第一部分第（一）项", ""),
        ("1.2", "第一部分第（二）项", ""),
        ("1.p1", "第一部分第1段", ""),
        ("2", "第二部分", "基础"),
        ("2.1", "第二部分第（一）项", ""),
        ("2.p1", "第二部分第1段", "专栏1 重点工程"),
        ("2.p1.1", "第二部分第1段第1目", ""),
        ("2.p1.2", "第二部分第1段第2目", ""),
        ("2.2", "第二部分第（二）项", ""),
        ("p1", "第1段", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("某政发〔2024〕9号第一部分第1段", "1.p1"),
        ("某政发〔2024〕9号第1段", "p1"),
        ("某政发〔2024〕9号第二部分第1段第2目", "2.p1.2"),
        ("某政发〔2024〕9号第二部分第（二）项", "2.2"),
    ],
)
def test_their_citations_lead_there(client, plan, typed, address):
    assert client.get("/goto/", {"q": typed})["Location"] == f"/policies/plan/articles/{address}/"


@pytest.mark.parametrize("address", ["1.p1", "2.p1", "2.p1.2", "p1"])
def test_their_pages_and_files_open(client, plan, address):
    for suffix in ("/", ".txt", ".docx", ".xml"):
        assert client.get(f"/policies/plan/articles/{address}{suffix}").status_code == 200


def test_the_text_of_the_whole_keeps_their_order(client, plan):
    lines = client.get("/policies/plan.txt").content.decode()
    places = [
        lines.index(words) for words in ("通报形势", "每半年", "基础", "专栏1", "五G工程", "建算力", "特此")
    ]
    assert places == sorted(places)


def section(page: str, address: str) -> str:
    return page.partition(f'id="art_{address}"')[2].partition("</section>")[0]


@pytest.mark.parametrize("page", ["full/", "articles/1/"])
def test_a_paragraph_is_printed_without_a_label(client, plan, page):
    printed = section(client.get(f"/policies/plan/{page}").content.decode(), "1.p1")
    assert "<p>全体会议一般每半年召开一次。</p>" in printed
    assert "article-label" not in printed
    assert "<h" not in printed
    assert 'aria-label="第一部分第1段"' in printed  # for those who do not see the page
    assert 'href="/policies/plan/articles/1.p1/"' in printed


def test_a_box_has_its_printed_heading_alone(client, plan):
    page = client.get("/policies/plan/full/").content.decode()
    assert "专栏1 重点工程</a>" in section(page, "2.p1")
    assert 'article-label">第二部分第1段' not in page


def test_the_level_of_a_unit_is_that_of_its_indentation(client, plan):
    page = client.get("/policies/plan/full/").content.decode()
    openings = {address: page.partition(f'id="art_{address}"')[0].rpartition("<section")[2]
              for address in ("1", "1.1", "1.p1", "2.p1.1", "p1")}  # fmt: skip
    levels = {address: opening.partition("unit--level-")[2][:1] for address, opening in openings.items()}
    assert levels == {"1": "0", "1.1": "1", "1.p1": "1", "2.p1.1": "2", "p1": "0"}
