"""The workplace of an article: words are linked where they are chosen, links decided on beside the text."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, DecisionBatch, Entity, Mention, Policy, Reference, RowRevision
from articles.models.links.evidence import Basis, LinkStatus
from articles.review.links.hand_links import places_of, read_place
from articles.review.links.link_decisions import reject_links
from articles.review.workplace import key_of, workplace_of
from tests.articles.admin.administering import fields_of
from tests.articles.links.importing import imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(article) -> Article:
    return article(25)


@pytest.fixture
def goal() -> Entity:
    return Entity.objects.create(kind="goal", slug="test", name="测试目标", is_published=False)


@pytest.fixture
def colleague(client):
    """Signs in somebody of a role."""

    def sign_in(role: str):
        user = get_user_model().objects.create_user(f"某{role}", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return sign_in


def page_of(subject: Article | Policy, step: str) -> str:
    return f"/admin/articles/{subject._meta.model_name}/{subject.pk}/{step}/"


def second_place(article: Article, words: str) -> str:
    start = article.text.rindex(words)
    return f"article:{start}-{start + len(words)}"


def test_words_chosen_in_the_text_are_linked_where_they_stand(admin_client, client, work, goal):
    place = second_place(work, "免征进口关税")  # they stand twice
    sent = {"place": place, "words": "免征进口关税", "entity": goal.pk}
    response = admin_client.post(page_of(work, "link"), sent, follow=True)
    assert "已添加链接" in response.content.decode()
    mention = Mention.objects.get(entity=goal)
    assert (mention.quote, mention.start, mention.status) == (
        "免征进口关税",
        work.text.rindex("免征进口关税"),
        "published",
    )
    assert client.get("/goals/test/").status_code == 200


def test_typed_words_that_stand_twice_are_shown_in_their_places_to_choose(admin_client, work, goal):
    response = admin_client.post(page_of(work, "link"), {"words": "免征进口关税", "name": "测试目标"})
    choices = response.content.decode()
    assert response.status_code == 400
    assert choices.count('type="radio" name="place"') == 2
    assert not Mention.objects.of_entity(goal).exists()
    sent = {"words": "免征进口关税", "place": second_place(work, "免征进口关税"), "name": "测试目标"}
    admin_client.post(page_of(work, "link"), sent)
    assert Mention.objects.get(entity=goal).start == work.text.rindex("免征进口关税")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"words": "并不存在的字", "name": "财政部"}, "原文里没有“并不存在的字”"),
        ({"words": "", "name": "财政部"}, "请先在原文里选中"),
        ({"words": "国家急需", "name": "财政"}, "请选一个实体"),
        ({"words": "国家急需", "name": "没有这样的名称"}, "没有这样的实体"),
        ({"place": "article:0-99999", "name": "财政部"}, "不在现在的原文里"),
        ({"place": "notice:0-2", "name": "财政部"}, "不在现在的原文里"),
        ({"place": "x", "name": "财政部"}, "不在现在的原文里"),
        ({"words": "国家急需", "name": "财政部", "basis": "editorial"}, "编辑判断须写明理由"),
        ({"words": "国家急需", "entity": "999999", "name": "财政部"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_linked_is_told(admin_client, work, sent, message):
    before = Mention.objects.count()
    response = admin_client.post(page_of(work, "link"), sent)
    page = response.content.decode() + str(response.context["form"].errors)
    assert (response.status_code, message in page, Mention.objects.count()) == (400, True, before)


def test_entities_are_offered_by_the_chosen_words_aliases_and_pinyin(admin_client, work):
    def offered(**parameters) -> list[str]:
        answer = admin_client.get(page_of(work, "link-entities"), parameters).json()["entities"]
        return [f"{entity['name']} {entity['kind']}" for entity in answer]

    assert offered(words="财政部")[0] == "财政部 部委"
    assert "工业和信息化部 部委" in offered(q="工信部")
    assert "财政部 部委" in offered(q="caizhengbu")
    assert offered(q="并不存在的名称") == []


def test_an_editor_proposes_and_a_reviewer_decides(colleague, work, goal):
    sent = {"words": "国家急需", "entity": goal.pk}
    assert (
        "待有发布权限的人审定"
        in colleague("编辑").post(page_of(work, "link"), sent, follow=True).content.decode()
    )
    mention = Mention.objects.get(entity=goal)
    assert mention.status == LinkStatus.SUGGESTED
    decision = {"link": key_of(mention), "step": "publish", "seen": "suggested"}
    assert colleague("审核").post(page_of(work, "decide-link"), decision).status_code == 302
    mention.refresh_from_db()
    assert mention.status == LinkStatus.PUBLISHED


def test_an_editor_takes_back_what_he_has_proposed_and_proposes_it_again(colleague, work, goal):
    client = colleague("编辑")
    client.post(page_of(work, "link"), {"words": "国家急需", "entity": goal.pk})
    link = Mention.objects.get(entity=goal)

    def decided(step: str, status: str) -> str:
        sent = {"link": key_of(link), "step": step, "seen": status}
        answer = client.post(page_of(work, "decide-link"), sent, follow=True).content.decode()
        link.refresh_from_db()
        return answer

    assert "已撤回" in decided("take_back", "suggested")
    assert link.status == LinkStatus.REJECTED
    assert "已重新提出" in decided("propose", "rejected")
    assert (link.status, link.decided_by, link.decided_at) == (LinkStatus.SUGGESTED, None, None)
    notes = RowRevision.of_row(link).order_by("number").values_list("note", flat=True)
    assert list(notes) == ["编辑之前的内容", "撤回", "重新提出"]


@pytest.mark.parametrize("by_whom", ["another", "decided"])
def test_nobody_takes_back_what_another_has_proposed_or_what_is_decided(
    colleague, admin_user, work, goal, by_whom
):
    client = colleague("编辑")
    client.post(page_of(work, "link"), {"words": "国家急需", "entity": goal.pk})
    link = Mention.objects.get(entity=goal)
    if by_whom == "another":
        Mention.objects.filter(pk=link.pk).update(created_by=admin_user)
    else:
        reject_links([link], by=admin_user)
    link.refresh_from_db()
    for step in ("take_back", "propose"):
        sent = {"link": key_of(link), "step": step, "seen": link.status}
        answer = client.post(page_of(work, "decide-link"), sent, follow=True).content.decode()
        assert "只有提出的人能撤回" in answer
    assert Mention.objects.get(pk=link.pk).status == link.status


@pytest.mark.parametrize("typed", ["第二十六条", "国家产业技术政策 26"])
def test_words_are_linked_to_an_article_and_the_link_is_undone(admin_client, work, article, typed):
    answer = admin_client.post(page_of(work, "link"), {"words": "国家急需", "name": typed}, follow=True)
    assert "已添加链接" in answer.content.decode()
    cited = Reference.objects.of_article(work).get(quote="国家急需")
    assert (cited.target, cited.number, cited.document, cited.status) == (article(26), 26, None, "published")
    assert cited in article(26).cited_by.all()
    admin_client.post(page_of(work, "undo-links"), {"batch": DecisionBatch.objects.latest("pk").pk})
    cited.refresh_from_db()
    assert cited.status == LinkStatus.WITHDRAWN
    admin_client.post(page_of(work, "link"), {"words": "国家急需", "name": typed})
    cited.refresh_from_db()
    assert cited.status == LinkStatus.PUBLISHED


def test_an_article_of_another_document_is_cited_with_that_document(admin_client, client, work, import_text):
    law = import_text("law", "某某法\n第一条 甲。\n第二条 乙。\n")
    admin_client.post(page_of(work, "link"), {"words": "国家急需", "name": "某某法 2"})
    cited = Reference.objects.of_article(work).get(quote="国家急需")
    assert (cited.document.policy, cited.target) == (law, law.articles.get(number=2))
    assert f'href="{cited.target.get_absolute_url()}"' in client.get(work.get_absolute_url()).content.decode()


def test_articles_are_offered_beside_entities_those_of_the_same_document_first(
    admin_client, work, import_text
):
    import_text("law", "某某法\n第二十五条 甲。\n第二十六条 乙。\n")
    choices = admin_client.get(page_of(work, "link-entities"), {"q": "第二十六条"}).json()["entities"]
    assert [(choice["field"], choice["policy"]) for choice in choices] == [
        ("target", "国家产业技术政策"),
        ("target", "某某法"),
    ]
    response = admin_client.post(page_of(work, "link"), {"words": "国家急需", "name": "第二十六条"})
    assert response.status_code == 400
    assert response.content.decode().count('name="target"') == 2


def test_an_editor_proposes_a_citation_and_takes_it_back(colleague, work):
    client = colleague("编辑")
    client.post(page_of(work, "link"), {"words": "国家急需", "name": "第二十六条"})
    cited = Reference.objects.of_article(work).get(quote="国家急需")
    assert cited.status == LinkStatus.SUGGESTED
    client.post(
        page_of(work, "decide-link"), {"link": key_of(cited), "step": "take_back", "seen": "suggested"}
    )
    cited.refresh_from_db()
    assert cited.status == LinkStatus.REJECTED


def test_an_editor_may_not_decide(colleague, work):
    mention = Mention.objects.published().of_article(work).with_quote().first()
    sent = {"link": key_of(mention), "step": "withdraw", "seen": "published"}
    assert colleague("编辑").post(page_of(work, "decide-link"), sent).status_code == 403


@pytest.mark.parametrize(("step", "becomes"), [("reject", "rejected"), ("withdraw", "withdrawn")])
def test_a_decision_has_a_reason_and_is_undone_by_one_click(admin_client, work, step, becomes):
    mention = Mention.objects.published().of_article(work).with_quote().first()
    sent = {"link": key_of(mention), "step": step, "seen": "published", "reason": "指的不是它"}
    page = admin_client.post(page_of(work, "decide-link"), sent, follow=True).content.decode()
    mention.refresh_from_db()
    assert (mention.status, mention.note) == (becomes, "指的不是它")
    assert "撤销" in page
    batch = DecisionBatch.objects.get()
    admin_client.post(page_of(work, "undo-links"), {"batch": batch.pk})
    mention.refresh_from_db()
    assert mention.status == LinkStatus.PUBLISHED


def test_two_who_decide_at_once_do_not_overrule_each_other(admin_client, work):
    mention = Mention.objects.published().of_article(work).with_quote().first()
    Mention.objects.with_ids([mention.pk]).update(status=LinkStatus.REJECTED)
    sent = {"link": key_of(mention), "step": "withdraw", "seen": "published"}
    page = admin_client.post(page_of(work, "decide-link"), sent, follow=True).content.decode()
    mention.refresh_from_db()
    assert mention.status == LinkStatus.REJECTED
    assert "刚由别人改为“已否决”" in page


def test_a_link_is_moved_to_other_words_and_back(admin_client, work):
    mention = Mention.objects.published().of_article(work).with_basis(Basis.NAMED).first()
    before = (mention.quote, mention.start)
    sent = {"link": key_of(mention), "step": "move", "seen": "published", "words": "国家急需"}
    moved = admin_client.post(page_of(work, "decide-link"), sent)
    mention.refresh_from_db()
    assert (mention.quote, mention.start) == ("国家急需", work.text.index("国家急需"))
    assert "移回原处" in admin_client.get(moved.url).content.decode()
    back = {**sent, "words": "", "place": f"article:{before[1]}-{before[1] + len(before[0])}"}
    admin_client.post(page_of(work, "decide-link"), back)
    mention.refresh_from_db()
    assert (mention.quote, mention.start) == before


def test_a_link_of_another_text_is_not_decided_on_here(admin_client, work, article):
    mention = Mention.objects.published().of_article(article(26)).first()
    sent = {"link": key_of(mention), "step": "withdraw", "seen": "published"}
    assert admin_client.post(page_of(work, "decide-link"), sent).status_code == 404


def test_words_of_the_notice_are_linked_on_the_policys_page(admin_client, shipped, goal):
    words = "促进产业技术进步"
    assert [str(occurrence.label) for occurrence in places_of(shipped, words)][:1] == ["印发通知"]
    place = str(places_of(shipped, words)[0].place)
    admin_client.post(page_of(shipped, "link"), {"place": place, "entity": goal.pk})
    mention = Mention.objects.get(entity=goal)
    assert (mention.passage, mention.quote, mention.article) == ("notice", words, None)
    assert "测试目标" in admin_client.get(page_of(shipped, "change")).content.decode()


def test_the_page_has_the_text_with_its_marks_and_what_hangs_on_it(admin_client, admin_user, work):
    page = admin_client.get(page_of(work, "change")).content.decode()
    mention = Mention.objects.published().of_article(work).with_quote().first()
    assert f'href="#mention-{mention.pk}"' in page
    for words in ("支持措施", "日常问法", "被引用", "修订与版本", "第二十四条", "第二十六条"):
        assert words in page
    marked = workplace_of(work, admin_user).texts[0]
    assert "\n".join("".join(part.text for part in block.segments) for block in marked.blocks) == work.text


@pytest.mark.parametrize(
    "typed", ["", "article", "article:1", "article:5-3", "x:1-2", "article:1-2-3", "article:a-b"]
)
def test_a_place_is_read_as_it_is_written_or_not_at_all(typed):
    assert read_place(typed) is None
    assert str(read_place("article:12-16")) == "article:12-16"


def test_an_edit_is_told_with_what_it_loses_before_it_is_saved(admin_client, work, article):
    path = page_of(work, "change")
    sent = {**fields_of(admin_client, path), "text": work.text.replace("财税政策", "税收政策")}
    response = admin_client.post(path, {**sent, "_review": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("<del>财</del>", "<ins>收</ins>", "还没有保存", "会失去所引的原文", "财税政策"):
        assert words in page
    assert article(25).text == work.text
    assert Mention.objects.waiting().count() == 0
    assert not list(response.context["messages"])
    assert admin_client.post(path, {**sent, "_save": "1"}).status_code == 302
    assert "税收政策" in article(25).text


def test_a_conflict_is_told_calmly(admin_client, work):
    path = page_of(work, "change")
    sent = {**fields_of(admin_client, path), "text": f"{work.text}甲。"}
    admin_client.post(path, {**sent, "text": f"{work.text}乙。"})
    response = admin_client.post(path, {**sent, "_review": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "您填写的一字未丢" in page
    assert "errornote" not in page


def test_citations_of_an_article_take_as_many_statements_as_one(shipped, admin_user):
    cited = "某省量子办法\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    citing = (
        "某省量子细则\n第一条 按照《某省量子办法》第一条执行。\n"
        "第二条 按照《某省量子办法》第一条、第二条、第三条执行。\n"
    )
    articles = imported(cited, citing)["某省量子细则"].articles.for_reading().in_order()
    counts = []
    for article in articles:
        with CaptureQueriesContext(connection) as statements:
            workplace = workplace_of(article, admin_user)
        counts.append((sum(link.kind == "援引" for link in workplace.links), len(statements)))
    assert [cited for cited, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]
