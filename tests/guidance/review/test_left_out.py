"""A newer text that leaves an article out: nothing that people wrote is lost or shown unasked."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.models import (
    Article,
    EverydayQuestion,
    GoldenAnswer,
    GoldenQuestion,
    Mention,
    Policy,
    Reference,
    SourceFile,
)
from articles.models.links.evidence import LinkStatus
from articles.review.texts import text_update
from articles.search.index.maintenance import ensure_index
from guidance.measures.measure_records import keep_measure, write_measure
from guidance.models import MeasureStatus, SupportMeasure
from tests.articles.links.linked import entity, judge

pytestmark = pytest.mark.django_db
WAITING = "/admin/articles/article/waiting/"
LAW = """某贷款促进法
第一条 为了促进贷款，制定本法。
第二条 国家支持中小企业申请贷款贴息。贴息办法另行规定。
第三条 依照本法第二条给予贴息。国家支持中小企业申请贷款贴息。
第四条 本法自公布之日起施行。
"""
WITHOUT = LAW.replace("第二条 国家支持中小企业申请贷款贴息。贴息办法另行规定。\n", "")
RECORD = {
    "title": "贷款贴息",
    "promise": "可以申请贷款贴息。",
    "force": "guiding",
    "verb": "支持",
    "questions": ["怎么申请贴息"],
    "quotes": ["国家支持中小企业申请贷款贴息"],
    "instruments": [],
    "beneficiaries": [{"kind": "enterprise", "quote": "中小企业"}],
}


@pytest.fixture(scope="module")
def take_in(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "law.txt"

    def run(text: str) -> Policy:
        path.write_text(text, "utf-8")
        call_command("import_policy", str(path), verbosity=0)
        return Policy.objects.get(title="某贷款促进法")

    return run


@pytest.fixture(scope="module")
def stored_second(module_transaction, take_in) -> int:
    law = take_in(LAW)
    article = law.articles.get(number=2)
    measure = SupportMeasure(slug="loan-interest", article=article, status=MeasureStatus.PUBLISHED)
    keep_measure(write_measure(measure, RECORD), note="初次")
    EverydayQuestion.objects.create(article=article, text="贷款利息谁补")
    question = GoldenQuestion.objects.create(query="贷款利息补贴")
    GoldenAnswer.objects.create(question=question, article=article)
    judge(article, entity("goal", "t-credit", "信贷可得"), reason="贴息是为了贷款")
    return article.pk


@pytest.fixture
def second(db, stored_second) -> Article:
    """Article 2 with everything that hangs on an article."""
    return Article.objects.get(pk=stored_second)


def attachments_of(article: Article) -> tuple:
    measures = SupportMeasure.objects.of_article(article)
    return (
        article.revisions.filter(text=article.text).exists(),
        [(measure.slug, measure.quotes.count(), measure.criteria.count()) for measure in measures],
        list(article.everyday_questions.values_list("text", flat=True)),
        GoldenAnswer.objects.of_articles([article]).count(),
        Mention.objects.of_articles([article]).of_people().count(),
    )


def post(admin_client, row, **values):
    return admin_client.post(WAITING, {"row": row, **values}, follow=True)


def test_all_that_hangs_on_it_stays_and_none_of_it_is_shown(take_in, second, client):
    before, measure = attachments_of(second), SupportMeasure.objects.get(slug="loan-interest")
    revisions = second.revisions.count()
    law = take_in(WITHOUT)
    gone = Article.objects.get(pk=second.pk)
    assert gone.is_removed
    assert attachments_of(gone) == before
    assert gone.revisions.count() == revisions + 1
    assert [article.number for article in law.articles.published().in_order()] == [1, 3, 4]
    assert not Article.objects.published().filter(pk=gone.pk).exists()
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.STALE
    assert measure.why_stale == "所在条文已不在现行文本中"
    assert client.get(measure.get_absolute_url()).status_code == 404
    assert not Mention.objects.published().of_articles([gone]).exists()
    assert Reference.objects.get(number=2, policy=law).target is None
    assert law.revisions.first().snapshot["removed_articles"] == ["第二条"]


def test_it_comes_back_with_its_history_and_what_waits_is_looked_at_again(take_in, second, admin_client):
    take_in(WITHOUT)
    law = take_in(LAW.replace("贴息办法另行规定", "贴息办法由国务院规定"))
    back = law.articles.get(number=2)
    assert back.pk == second.pk
    assert back.is_published
    assert [article.number for article in law.articles.in_order()] == [1, 2, 3, 4]
    assert {"国家支持中小企业申请贷款贴息。贴息办法另行规定。", back.text} <= set(
        back.revisions.values_list("text", flat=True)
    )
    assert Reference.objects.get(number=2, policy=law).target == back
    assert Mention.objects.published().of_articles([back]).of_people().count() == 1
    measure = SupportMeasure.objects.get(slug="loan-interest")
    assert (measure.status, measure.why_stale) == (MeasureStatus.STALE, "")
    sent = {"action": "recheck", "_selected_action": [measure.pk]}
    admin_client.post("/admin/guidance/supportmeasure/", sent)
    assert SupportMeasure.objects.published().filter(pk=measure.pk).exists()


def test_an_unchanged_text_and_a_second_import_without_it_change_nothing(take_in, second):
    take_in(WITHOUT)
    before = Article.objects.get(pk=second.pk).revisions.count()
    revisions = take_in(WITHOUT).revisions.count()
    law = take_in(WITHOUT.replace("为了促进贷款", "为促进贷款"))
    gone = Article.objects.get(pk=second.pk)
    assert (gone.revisions.count(), gone.position) == (before, 4)
    assert law.revisions.count() == revisions


def test_an_import_that_fails_leaves_everything_as_it_was(take_in, second, monkeypatch):
    def fail(policy, **how):
        raise RuntimeError

    monkeypatch.setattr(text_update, "keep_policy", fail)
    before = attachments_of(second)
    with pytest.raises(SystemExit):  # of the command, which says so of this one file
        take_in(WITHOUT)
    again = Article.objects.get(pk=second.pk)
    assert again.is_published
    assert attachments_of(again) == before
    assert SupportMeasure.objects.published().filter(slug="loan-interest").exists()


def test_the_text_of_each_earlier_file_is_kept(take_in):
    take_in(LAW)
    law = take_in(WITHOUT)
    assert [file.text for file in law.source_files.present()] == [WITHOUT]
    assert [file.text for file in law.source_files.replaced()] == [LAW]
    take_in(LAW)  # the older text is a change again, not known already
    assert [file.text for file in SourceFile.objects.of_policy(law).present()] == [LAW]


@pytest.fixture(scope="class")
def left_out(take_in, stored_second, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        take_in(WITHOUT)
        ensure_index()
        yield
        transaction.set_rollback(True)


class TestThePageOfWhatWaits:
    @pytest.fixture
    def gone(self, left_out, second) -> Article:
        return second

    def test_it_lists_all_with_the_last_text_and_the_front_page_leads_there(self, gone, admin_client):
        page = admin_client.get(WAITING).content.decode()
        for words in (
            "《某贷款促进法》第二条",
            "贴息办法另行规定",
            "贷款贴息",
            "贷款利息谁补",
            "贷款利息补贴",
            "信贷可得",
        ):
            assert words in page
        numbers = {entry.address: entry.number for entry in admin_client.get("/admin/").context["desk"]}
        assert numbers[WAITING] == 4

    def test_everything_is_moved_to_another_article(self, gone, admin_client, admin_user):
        measure = SupportMeasure.objects.get(slug="loan-interest")
        rows = [
            f"measure:{measure.pk}",
            f"question:{gone.everyday_questions.get().pk}",
            f"answer:{GoldenAnswer.objects.get(article=gone).pk}",
            f"link:{Mention.objects.of_articles([gone]).of_people().get().pk}",
        ]
        for row in rows:
            assert "移到《某贷款促进法》第三条" in post(admin_client, row, to="第三条").content.decode()
        third = gone.policy.articles.get(number=3)
        measure.refresh_from_db()
        assert (measure.article, measure.status, measure.why_stale) == (third, MeasureStatus.STALE, "")
        assert third.text[measure.quotes.get().start :].startswith("国家支持中小企业申请贷款贴息")
        assert measure.revisions.first().created_by == admin_user
        assert attachments_of(third)[2:] == (["贷款利息谁补"], 1, 1)
        moved = Mention.objects.of_articles([third]).of_people().get()
        assert (moved.status, moved.reason) == (LinkStatus.SUGGESTED, "贴息是为了贷款")
        assert "没有等候处理的内容" in admin_client.get(WAITING).content.decode()

    def test_a_measure_whose_words_the_other_article_lacks_says_which(self, gone, admin_client):
        measure = SupportMeasure.objects.get(slug="loan-interest")
        page = post(admin_client, f"measure:{measure.pk}", to="1").content.decode()
        assert "原文已没有或不在原处" in page
        measure.refresh_from_db()
        assert (measure.article.number, measure.status) == (1, MeasureStatus.STALE)
        assert set(measure.lost_quotes) == {"国家支持中小企业申请贷款贴息", "中小企业"}

    def test_what_is_closed_is_kept_with_its_reason(self, gone, admin_client):
        measure = SupportMeasure.objects.get(slug="loan-interest")
        question, answer = gone.everyday_questions.get(), GoldenAnswer.objects.get(article=gone)
        link = Mention.objects.of_articles([gone]).of_people().get()
        for row in (
            f"measure:{measure.pk}",
            f"question:{question.pk}",
            f"answer:{answer.pk}",
            f"link:{link.pk}",
        ):
            post(admin_client, row, reason="制度已经取消")
        for row in (measure, question, answer, link):
            row.refresh_from_db()
        assert measure.status == MeasureStatus.WITHDRAWN
        assert measure.revisions.first().note == "制度已经取消"
        assert (question.closed_because, answer.closed_because, link.note) == ("制度已经取消",) * 3
        assert link.status == LinkStatus.WITHDRAWN
        assert "没有等候处理的内容" in admin_client.get(WAITING).content.decode()

    @pytest.mark.parametrize(
        ("sent", "message"),
        [
            ({}, "请写明移到哪一条"),
            ({"to": "第三条", "reason": "又收起"}, "只写一样"),
            ({"to": "第九百条"}, "没有第九百条"),
            ({"to": "第二条"}, "没有第二条"),
            ({"to": "贷款"}, "请写明一条"),
            ({"to": "《从未收录的法》第三条"}, "没有收录"),
        ],
    )
    def test_a_wrong_entry_is_a_message_and_stays_typed(self, gone, admin_client, sent, message):
        row = f"question:{gone.everyday_questions.get().pk}"
        response = post(admin_client, row, **sent)
        assert response.status_code == 400
        page = response.content.decode()
        assert message in page
        assert all(words in page for words in sent.values())
        assert gone.everyday_questions.open().exists()

    def test_a_question_that_the_other_article_has_already_is_refused(self, gone, admin_client):
        EverydayQuestion.objects.create(article=gone.policy.articles.get(number=3), text="贷款利息谁补")
        row = f"question:{gone.everyday_questions.get().pk}"
        assert "这一条已有这个问法" in post(admin_client, row, to="3").content.decode()

    @pytest.mark.parametrize(
        "row", ["", "question", "question:x", "nothing:1", "answer:99999999999999999999"]
    )
    def test_a_row_that_does_not_wait_is_said_so(self, gone, admin_client, row):
        assert "已经不在等待之列" in post(admin_client, row, to="3").content.decode()

    def test_who_may_only_look_decides_nothing(self, gone, client, django_user_model):
        viewer = django_user_model.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(viewer)
        assert 'name="to"' not in client.get(WAITING).content.decode()
        row = f"question:{gone.everyday_questions.get().pk}"
        assert client.post(WAITING, {"row": row, "to": "3"}).status_code == 403

    def test_a_measure_of_it_is_not_offered_again_by_form_action_or_database(self, gone, admin_client):
        measure = SupportMeasure.objects.get(slug="loan-interest")
        for action in ("publish", "recheck"):
            sent = {"action": action, "_selected_action": [measure.pk]}
            page = admin_client.post("/admin/guidance/supportmeasure/", sent, follow=True).content.decode()
            assert "不在现行文本" in page
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportMeasure.objects.filter(pk=measure.pk).update(status=MeasureStatus.PUBLISHED)
