"""What an article cites, and what cites it, however the other document and the place are named."""

import pytest

from articles.links.display import links_of
from articles.links.documents.relations import relations_of
from articles.models import Policy, Reference
from articles.models.policies.validity_doubts import doubts_of
from articles.reading.contents import contents_of
from tests.articles.links.importing import imported

pytestmark = pytest.mark.django_db

PLAN = (
    "国务院关于量子工作的意见\n国发〔2019〕5号\n各省人民政府：\n一、总体要求。\n二、任务：\n（一）甲。\n"
    "（二）乙。\n三、措施：\n"
    "（一）丙。\n（二）丁。\n国务院\n2019年5月4日\n"
)
RULES = (
    "国务院关于量子登记的通知\n国发〔2018〕41号\n第一条 为了登记，制定本通知。\n第二条 应当登记。\n"
    "第三条 应当公开。\n第四条 应当归档。\n"
    "第五条 自公布之日起施行。\n国务院\n2018年5月4日\n"
)
DECIMAL = (
    "国家量子应急预案\n国办函〔2005〕57号\n1 总则\n1.1 目的。\n1.2 依据。\n2 组织\n2.1 领导机构\n"
    "2.1.1 指挥。\n2.1.2 协调。\n"
)
ORDER = (
    "某省量子管理办法\n某省人民政府令第312号\n第一条 为了管理，制定本办法。\n第二条 应当登记。\n"
    "第六条 应当公开。\n"
)


def citing(sentence: str, title: str = "某部量子办法", number: str = "某部令第9号") -> str:
    return f"{title}\n{number}\n第一条 为了管理，制定本办法。\n第二条 {sentence}\n第三条 自公布之日起施行。\n"


def cited_by(policy: Policy, address: str) -> list[str]:
    """The articles of others that are shown as citing a unit."""
    contents = contents_of(policy.slug)
    return [row.article.short_citation for row in links_of(contents.article(address), contents).cited_by]


FORMS = [
    (RULES, "按照国发〔2018〕41号第二条执行。", "2"),
    (RULES, "按照国发〔2018〕41号文件的第二条执行。", "2"),
    (PLAN, "按照《国务院关于量子工作的意见》（国发〔2019〕5号）第三部分第（二）项执行。", "3.2"),
    (PLAN, "按照国发〔2019〕5号文件第三部分第（二）项执行。", "3.2"),
    (PLAN, "按照国发〔2019〕5号三（二）执行。", "3.2"),
    (DECIMAL, "参照国办函〔2005〕57号2.1.2办理。", "2.1.2"),
    (
        ORDER,
        "《某省量子管理办法》（以下简称《办法》）已公布。按照《办法》第二条执行。",
        "2",
    ),
    (ORDER, "《某省量子管理办法》（以下简称《管理办法》）已公布。按照《管理办法》第六条执行。", "6"),
]


@pytest.mark.parametrize("is_first", [True, False], ids=["cited first", "citing first"])
@pytest.mark.parametrize(("cited", "sentence", "address"), FORMS)
def test_a_place_of_another_document_is_cited(shipped, cited, sentence, address, is_first):
    texts = (cited, citing(sentence))
    imported(*(texts if is_first else reversed(texts)))
    policy = Policy.objects.get(title=cited.split("\n")[0])
    assert cited_by(policy, address) == ["《某部量子办法》第二条"]
    reference = Reference.objects.get(target__policy=policy)
    assert (reference.cited_address, reference.status) == (address, "published")


def test_an_explanation_means_by_the_kind_alone_what_it_explains(shipped):
    explanation = "《某省量子管理办法》解读\n一、背景。按照《办法》第六条执行。\n二、要点。\n"
    imported(ORDER, explanation)
    policy = Policy.objects.get(title="某省量子管理办法")
    assert cited_by(policy, "6") == ["《〈某省量子管理办法〉解读》第一部分"]


def test_each_article_of_a_range_is_cited(shipped):
    imported(RULES, citing("按照《国务院关于量子登记的通知》第二条至第四条执行。"))
    policy = Policy.objects.get(title="国务院关于量子登记的通知")
    assert [bool(cited_by(policy, address)) for address in "12345"] == [False, True, True, True, False]


def test_the_api_gives_the_address_of_what_is_cited(client, shipped):
    imported(PLAN, citing("按照国发〔2019〕5号文件第三部分第（二）项执行。"))
    policy = Policy.objects.get(title="某部量子办法")
    (reference,) = client.get(f"/api/v1/policies/{policy.slug}/articles/2/").json()["references"]
    assert (reference["address"], reference["target"]["label"]) == ("3.2", "第三部分第（二）项")


NUMBERS = [
    (PLAN, "按照国发〔2019〕5号办理。", "cites", "某部量子办法"),
    (PLAN, "国发〔2019〕5号同时废止。", "repeals", "某部量子办法"),
    (PLAN, "根据国发〔2019〕5号，制定本办法。", "basis", "某部量子办法"),
    (ORDER.replace("某省", "广东省"), "按照省政府令第312号办理。", "cites", "广东省量子细则"),
    (
        PLAN.replace("国发〔2019〕5号", "财政部公告2024年第5号"),
        "按照财政部公告2024年第5号办理。",
        "cites",
        "某部量子办法",
    ),
    (
        PLAN.replace("国发〔2019〕5号", "财政部 税务总局公告2024年第5号"),
        "按照财政部、税务总局公告2024年第5号办理。",
        "cites",
        "某部量子办法",
    ),
]


@pytest.mark.parametrize("is_first", [True, False], ids=["cited first", "citing first"])
@pytest.mark.parametrize(("cited", "sentence", "kind", "title"), NUMBERS)
def test_a_number_alone_is_a_relation(shipped, cited, sentence, kind, title, is_first):
    texts = (cited, citing(sentence, title))
    imported(*(texts if is_first else reversed(texts)))
    policy = Policy.objects.get(title=cited.split("\n")[0])
    (relation,) = relations_of(policy)
    assert (relation.kind, relation.direction, relation.name) == (kind, "in", title)
    (relation,) = relations_of(Policy.objects.get(title=title))
    assert (relation.kind, relation.direction, relation.policy) == (kind, "out", policy)


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法（某部令第9号）自公布之日起施行。",
        "按照《另一办法》（国发〔2019〕5号）办理。",
        "国发〔2019〕5号印发的《另一办法》继续有效。",
    ],
)
def test_the_number_of_a_title_and_ones_own_are_no_relations(shipped, sentence):
    imported(PLAN, citing(sentence))
    assert not relations_of(Policy.objects.get(title="国务院关于量子工作的意见"))


def test_a_number_that_is_not_held_is_not_listed(shipped):
    imported(citing("按照国发〔2003〕77号办理。"))
    assert relations_of(Policy.objects.get(title="某部量子办法")) == []


def test_an_order_of_a_government_is_that_of_the_own_province(shipped):
    order = ORDER.replace("某省", "广东省")
    imported(
        order,
        citing("按照省政府令第312号办理。", "浙江省量子细则"),
        citing("按照省政府令第312号办理。", "量子细则"),
    )
    assert relations_of(Policy.objects.get(title="广东省量子管理办法")) == []


FORMER = [
    ("2015年4月25日公布的《某省量子管理办法》（某省人民政府令第200号）同时废止。", "某省人民政府令第200号"),
    ("2015年4月25日某省人民政府公布的《某省量子管理办法》同时废止。", "2015年4月25日公布"),
    ("原《某省量子管理办法》同时废止。", "此前的文本"),
]


@pytest.mark.parametrize(("sentence", "told_by"), FORMER)
def test_the_repeal_of_an_older_text_of_the_same_title(client, shipped, sentence, told_by):
    imported(citing(f"本办法自2024年5月1日起施行。{sentence}", "某省量子管理办法", "某省人民政府令第312号"))
    policy = Policy.objects.get(title="某省量子管理办法")
    (relation,) = relations_of(policy)
    assert (relation.kind, relation.direction, relation.policy) == ("repeals", "out", None)
    assert relation.name == f"某省量子管理办法（{told_by}）"
    assert relation.sentence == sentence
    assert doubts_of(policy) == ()
    assert relation.name in client.get(policy.get_absolute_url()).text


def test_the_older_text_is_named_where_it_is_stored(shipped):
    older = ORDER.replace("第312号", "第200号").replace("第一条", "2015年4月25日公布\n第一条")
    imported(older)
    stored = Policy.objects.get(title="某省量子管理办法")
    sentence = "2015年4月25日公布的《某省量子管理办法》（某省人民政府令第200号）同时废止。"
    imported(citing(sentence, "某省量子管理办法", "某省人民政府令第312号"))
    new = Policy.objects.get(document_number="某省人民政府令第312号")
    (relation,) = relations_of(new)
    assert (relation.kind, relation.direction) == ("repeals", "out")
    assert relation.policy == (None if stored.pk == new.pk else stored)


SELF = ["《某省量子管理办法》（某省人民政府令第312号）同时废止。", "《某省量子管理办法》同时废止。"]


@pytest.mark.parametrize("sentence", SELF)
def test_a_document_does_not_repeal_itself(shipped, sentence):
    imported(citing(sentence, "某省量子管理办法", "某省人民政府令第312号"))
    assert relations_of(Policy.objects.get(title="某省量子管理办法")) == []


ANNEXED = (
    "某部关于量子的通知\n某部发〔2024〕7号\n一、组织登记。\n二、见附件1第二条。\n三、三。\n四、四。\n"
    "五、五。\n某部\n2024年7月1日\n"
    "附件1\n量子标准\n第一条 写明单位。\n第二条 按照本标准第一条执行，不适用本通知第五条。\n"
)


def test_an_article_of_an_annex_means_the_articles_of_the_annex(client, shipped):
    policy = imported(ANNEXED)["某部关于量子的通知"]
    rows = Reference.objects.of_policy(policy).in_text_order()
    assert [(row.quote, row.target.address) for row in rows] == [("第一条", "att_1.1"), ("第五条", "5")]
    assert cited_by(policy, "att_1.1") == ["《某部关于量子的通知》附件1第二条"]
    assert cited_by(policy, "1") == []
    page = client.get(f"/policies/{policy.slug}/articles/2/").text
    assert f'href="/policies/{policy.slug}/articles/att_1.2/"' in page
    page = client.get(f"/policies/{policy.slug}/articles/att_1.2/").text
    assert f'href="/policies/{policy.slug}/articles/att_1.1/"' in page
