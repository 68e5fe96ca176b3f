"""The graph: what is drawn is what the table says, and both are what the chosen links say."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.analysis import graph as graph_module
from articles.models import Mention
from articles.models.postgres.removal import remove_policy
from tests.addresses import ARTICLE
from tests.articles.links.linked import entity, name_words

KINDS = ["ministry", "goal", "instrument", "document", "actor", "force"]


@pytest.fixture
def graph_data(client):
    def fetch(**query) -> dict:
        response = client.get("/graph/data/", query)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/json"
        return response.json()

    return fetch


def page_of(client, **query) -> str:
    response = client.get("/graph/", query)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def names(content: dict, kind: str) -> list[str]:
    return [node["name"] for node in content["nodes"] if node["kind"] == kind]


@pytest.mark.parametrize("basis", ["all", "own", "named"])
def test_the_shipped_policy_is_drawn_as_its_links_say(client, shipped, graph_data, basis):
    content = graph_data(basis=basis, kinds=KINDS)
    links = Mention.objects.published().of_policy(shipped).in_articles().filter(entity__is_published=True)
    bases = {"all": ["named", "inherited", "editorial"], "own": ["named", "editorial"]}
    links = links.filter(basis__in=bases.get(basis, ["named"]))
    pairs = {
        (f"e{entity}", f"a{article}") for entity, article in links.order_by().values_list("entity", "article")
    }
    assert {(edge["source"], edge["target"]) for edge in content["edges"]} == pairs
    assert {node["id"] for node in content["nodes"]} == {end for pair in pairs for end in pair}
    assert len(content["edges"]) == len(pairs) > 0


def test_the_table_holds_what_is_drawn(client, law, graph_data):
    page = page_of(client, policy="law", basis="all", kinds=KINDS)
    content = graph_data(policy="law", basis="all", kinds=KINDS)
    assert all(f'href="{node["url"]}"' in page for node in content["nodes"])
    assert f"{len(content['edges'])} 条连线" in page
    assert names(content, "actor") == ["企业甲", "高校甲"]
    assert names(content, "article") == ["第一条", "第二条", "第三条", "第四条", "第五条"]


def test_an_edge_rests_on_its_strongest_basis(law, graph_data):
    article = law.articles.get(number=1)
    tax = law.articles.model.objects.get(pk=article.pk).mentions.get(quote="税收").entity
    Mention.objects.create(
        policy=law, article=article, entity=tax, basis="editorial", reason="另有理由", status="published"
    )
    edges = graph_data(policy="law")["edges"]
    mine = [edge for edge in edges if edge["source"] == f"e{tax.pk}"]
    assert [(edge["target"], edge["basis"], edge["basis_label"]) for edge in mine] == [
        (f"a{article.pk}", "named", "原文写明")
    ]


def test_kinds_and_basis_narrow_the_picture(law, graph_data):
    assert {node["kind"] for node in graph_data(policy="law")["nodes"]} == {"article", "goal", "instrument"}
    assert names(graph_data(policy="law", kinds=KINDS), "ministry") == []
    assert names(graph_data(policy="law", kinds=KINDS, basis="all"), "ministry") == ["某部"]
    only = graph_data(policy="law", kinds=["goal"], basis="named")
    assert names(only, "goal") == ["创新甲"]
    assert names(only, "article") == ["第一条"]
    assert {node["kind"] for node in only["nodes"]} == {"goal", "article"}


def test_what_is_not_public_is_not_drawn(law, graph_data):
    hidden = entity("goal", "t-hidden", "不公开", is_published=False)
    name_words(law.articles.get(number=4), hidden, "政府采购")
    assert "不公开" not in names(graph_data(policy="law"), "goal")
    assert all(edge["source"] != f"e{hidden.pk}" for edge in graph_data(policy="law")["edges"])


def test_a_policy_without_links_has_a_page_that_says_so(client, shipped, import_text, graph_data):
    import_text("bare", "某办法\n第一条 甲。\n")
    assert "没有合乎所选种类和依据的链接" in page_of(client, policy="bare")
    assert graph_data(policy="bare") == {"nodes": [], "edges": [], "message": ""}


def test_a_picture_that_would_be_a_tangle_is_a_table_only(client, law, graph_data, monkeypatch):
    monkeypatch.setattr(graph_module, "MOST_NODES", 5)
    content = graph_data(policy="law")
    assert content["nodes"] == content["edges"] == []
    assert "请减少种类或缩小依据" in content["message"]
    page = page_of(client, policy="law")
    assert content["message"] in page
    assert "data-graph=" not in page
    assert "cytoscape.min.js" not in page
    assert "创新甲" in page


def test_a_long_list_of_articles_is_folded(client, law, monkeypatch):
    monkeypatch.setattr(graph_module, "ARTICLES_A_ROW", 2)
    page = page_of(client, policy="law", kinds=["actor"])
    assert "其余 1 条" in page
    assert page.count("/policies/law/articles/") == 4


def test_the_library_is_loaded_on_this_page_only(client, shipped):
    assert "cytoscape.min.js" in page_of(client, all="1")
    for path in ("/", "/graph/", "/matrix/", "/compare/", ARTICLE):
        assert "cytoscape" not in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"kinds": "colour"}, "“种类”没有“colour”这一选项"),
        ({"basis": "hearsay"}, "“依据”没有“hearsay”这一选项"),
        ({"policy": "none"}, "没有标识为“none”的政策"),
        ({"policy": "\x00"}, "空字符"),
    ],
)
def test_parameters_that_name_nothing_are_refused_with_a_reason(client, shipped, query, says):
    page = client.get("/graph/", query)
    answer = client.get("/graph/data/", query)
    assert page.status_code == answer.status_code == 400
    assert says in html.unescape(page.content.decode())
    assert says in answer.json()["message"]


@pytest.mark.parametrize("value", ["", "x", "\x00", "%", "9" * 30, "-1", "<b>x", "gxblk-2009-232", "税收"])
@pytest.mark.parametrize("name", ["policy", "kinds", "basis"])
@pytest.mark.parametrize("path", ["/graph/", "/graph/data/"])
def test_any_value_of_any_parameter_gets_an_answer(client, shipped, path, name, value):
    response = client.get(path, {name: value})
    assert response.status_code in (200, 400)
    if path == "/graph/":
        assert "<b>x" not in response.content.decode()


def test_an_empty_portal_says_so(client, empty_portal):
    assert "还没有已发布的政策" in page_of(client)
    assert "还没有已发布的政策" in client.get("/graph/data/").json()["message"]


@pytest.mark.parametrize("path", ["/graph/", "/graph/data/"])
def test_pages_answer_head_and_refuse_post(client, shipped, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize("path", ["/graph/?policy=big", "/graph/data/?policy=big"])
def test_the_number_of_queries_does_not_grow_with_the_articles(client, shipped, import_text, path):
    counts = []
    for articles in (3, 40):
        text = "".join(f"第{n}条 企业甲乙。\n" for n in range(1, articles + 1))
        law = import_text("big", f"某大法\n{text}")
        firm = entity("goal", f"t-firm-{articles}", f"企业{articles}")
        for article in law.articles.in_order():
            name_words(article, firm, "企业")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
        remove_policy(law)
    assert counts[0] == counts[1] <= 7
