"""Measures as administrators edit them: words typed, offsets counted, refusals in Chinese, nothing lost."""

import html
import re
from functools import partial

import pytest
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editing import save_article
from guidance.measures.measure_records import record_of
from guidance.models import ArticleWithoutMeasure, Fact, MeasureStatus, SupportMeasure
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.django_db
MEASURES = "/admin/guidance/supportmeasure/"
EXEMPT = "import-duty-major-projects"


@pytest.fixture
def measure(shipped) -> SupportMeasure:
    return SupportMeasure.objects.with_rows().get(slug=EXEMPT)


@pytest.fixture
def form_of(admin_client):
    """The fields of a page as a browser would send them back."""
    return partial(fields_of, admin_client)


@pytest.fixture(scope="module")
def form_fields(module_transaction) -> dict:
    """The fields of the measure's form as it opens while nothing has been changed."""
    with transaction.atomic():
        looking = Client()
        looking.force_login(User.objects.create_superuser("looking"))
        fields = fields_of(looking, change(SupportMeasure.objects.get(slug=EXEMPT)))
        transaction.set_rollback(True)
    return fields


def change(measure: SupportMeasure) -> str:
    return f"{MEASURES}{measure.pk}/change/"


def errors_of(response) -> str:
    """Everything that the page refuses, in one text; empty where it saved."""
    if response.status_code == 302:
        return ""
    context = response.context
    forms = [context["adminform"].form]
    texts = []
    for inline in context["inline_admin_formsets"]:
        forms += inline.formset.forms
        texts += inline.formset.non_form_errors()
    for form in forms:
        texts += [f"{name}: {' '.join(errors)}" for name, errors in form.errors.items()]
    return " ".join(texts)


def check_deferred() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def edit_article(measure: SupportMeasure, old: str, new: str) -> None:
    article = measure.article
    article.text, article.heading = article.text.replace(old, new), ""
    save_article(article)
    check_deferred()


def fresh(measure: SupportMeasure) -> SupportMeasure:
    return SupportMeasure.objects.with_rows().get(pk=measure.pk)


def test_the_form_shows_the_articles_text_and_who_would_match(admin_client, measure):
    page = admin_client.get(change(measure))
    text = html.unescape(page.content.decode())
    assert measure.article.text in text
    verdicts = {preview.example.name: preview.match.verdict for preview in page.context["previewed"]}
    assert verdicts["承担重大专项的大型装备企业"] == "applies"
    assert "excluded" in verdicts.values()


def test_what_a_column_offers_is_read_once_for_all_its_rows(admin_client, measure):
    with CaptureQueriesContext(connection) as captured:
        page = admin_client.get(change(measure))
    facts = str(page.context["inline_admin_formsets"][1].formset.empty_form.fields["fact"].queryset.query)
    assert sum(facts in query["sql"] for query in captured) == len(("criteria", "ministries"))


def test_saving_without_a_change_keeps_everything_and_makes_no_revision(admin_client, measure, form_fields):
    before = record_of(measure)
    assert errors_of(admin_client.post(change(measure), form_fields)) == ""
    check_deferred()
    assert record_of(measure) == before
    assert [row.note for row in measure.revisions.all()] == ["初次载入"]


@pytest.mark.parametrize(
    "slug", ["common-technology-platforms", "sme-innovation-credit", "technology-base-support"]
)
def test_each_shape_of_measure_survives_its_form(admin_client, shipped, form_of, slug):
    measure = SupportMeasure.objects.filter(slug=slug).first() or SupportMeasure.objects.order_by("pk")[3]
    before = record_of(measure)
    assert admin_client.post(change(measure), form_of(change(measure))).status_code == 302
    assert record_of(measure) == before


def test_a_change_is_kept_as_a_revision_with_its_note_and_author(
    admin_client, admin_user, measure, form_fields
):
    sent = {**form_fields, "title": "进口免税（专项）", "revision_note": "改短"}
    assert admin_client.post(change(measure), sent).status_code == 302
    latest = measure.revisions.get(number=2)
    assert (latest.record["title"], latest.note, latest.created_by) == (
        "进口免税（专项）",
        "改短",
        admin_user,
    )


def test_offsets_of_a_typed_quote_are_counted(admin_client, measure, form_fields):
    words = "国内不能生产的关键科研仪器设备"
    sent = {**form_fields, "criteria-0-quote": words}
    assert admin_client.post(change(measure), sent).status_code == 302
    row = measure.criteria.order_by("position")[0]
    assert fresh(measure).article.text[row.start : row.end] == row.quote == words


def test_words_that_do_not_stand_there_are_refused(admin_client, measure, form_fields):
    sent = {**form_fields, "quotes-0-quote": "免征企业所得税"}
    assert "原文中没有“免征企业所得税”" in errors_of(admin_client.post(change(measure), sent))


def test_words_that_stand_twice_need_a_number(admin_client, measure, form_fields, form_of):
    twice = "进口关税和进口环节增值税"
    assert measure.article.text.count(twice) > 1
    sent = {**form_fields, "criteria-1-quote": twice}
    assert "须写明第几处" in errors_of(admin_client.post(change(measure), sent))
    assert admin_client.post(change(measure), {**sent, "criteria-1-which": "2"}).status_code == 302
    row = measure.criteria.order_by("position")[1]
    assert row.start == measure.article.text.index(twice, measure.article.text.index(twice) + 1)
    assert form_of(change(measure))["criteria-1-which"] == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"verb": "减征"}, "动词“减征”不在措施原文之内"),
        ({"criteria-0-values": ["activity:rd"]}, "这些不是“单位类别”的值：研发"),
        ({"criteria-0-values": []}, "至少选一个值"),
        ({"criteria-2-fact": ""}, "请选择判断事项"),
        ({"criteria-1-quote": ""}, "都要有限定的原文"),
        ({"criteria-0-values": ["kind:planet"]}, "选择一个有效的选项"),
        ({"criteria-0-aspect": "size", "criteria-0-values": ["size:small"]}, "受益主体看单位类别"),
        ({"quotes-0-DELETE": "on"}, "至少要有一处措施原文"),
        ({"title": ""}, "必填"),
    ],
)
def test_refusals_say_in_chinese_what_is_wrong(admin_client, measure, form_fields, values, words):
    before = record_of(measure)
    assert words in errors_of(admin_client.post(change(measure), {**form_fields, **values}))
    assert record_of(measure) == before


def test_a_stated_value_without_a_source_is_refused(admin_client, measure, form_fields):
    added = {
        "stated_values-TOTAL_FORMS": 1,
        "stated_values-0-name": "deadline",
        "stated_values-0-value": "每年三月",
        "stated_values-0-source": "",
    }
    response = admin_client.post(change(measure), {**form_fields, **added})
    assert "必填" in errors_of(response)


def test_a_measure_is_begun_for_an_article_and_published(admin_client, admin_user, shipped, form_of, client):
    article = shipped.articles.get(number=23)
    ArticleWithoutMeasure.objects.filter(article=article).delete()
    assert "第二十三条" in admin_client.get(f"{MEASURES}add/").content.decode()
    path = f"{MEASURES}add/?article={article.pk}"
    assert article.text in html.unescape(admin_client.get(path).content.decode())
    words = article.text[:12]
    sent = {
        **form_of(path),
        "title": "试写的措施",
        "slug": "draft-try",
        "promise": "试写。",
        "force": "guiding",
        "verb": words[2:4],
        "status": "published",
        "quotes-0-quote": words,
        "criteria-0-role": "activity",
        "criteria-0-aspect": "activity",
        "criteria-0-values": ["activity:rd"],
        "criteria-0-quote": words,
        "measure_instruments-0-instrument": "",
    }
    response = admin_client.post(path, sent)
    assert response.status_code == 302, errors_of(response)
    check_deferred()
    added = SupportMeasure.objects.published().get(slug="draft-try")
    assert added.article == article
    assert [(row.number, row.created_by) for row in added.revisions.all()] == [(1, admin_user)]
    assert client.get("/api/v1/guidance/measures/draft-try/").json()["quotes"][0]["quote"] == words


def test_a_preview_judges_what_is_typed_and_saves_nothing(admin_client, measure, form_fields):
    before = record_of(measure)
    sent = {**form_fields, "title": "改了名", "_preview": "1", "criteria-2-DELETE": "on"}
    page = admin_client.post(change(measure), sent)
    assert page.status_code == 200
    assert "没有保存" in page.content.decode()
    previews = page.context["previewed"]
    assert all(len(preview.match.measure.criteria) == len(measure.criteria.all()) - 1 for preview in previews)
    assert record_of(measure) == before
    assert measure.revisions.count() == 1
    assert not list(admin_client.get(MEASURES).context["messages"])


def test_a_draft_is_previewed_before_it_exists(admin_client, shipped, form_of):
    article = shipped.articles.get(number=10)
    path = f"{MEASURES}add/?article={article.pk}"
    words = article.text[:10]
    sent = {
        **form_of(path),
        "title": "草稿",
        "slug": "not-saved",
        "promise": "草稿。",
        "force": "guiding",
        "verb": words[:2],
        "quotes-0-quote": words,
        "_preview": "1",
    }
    page = admin_client.post(path, sent)
    assert "预览（没有保存）：草稿" in page.content.decode()
    assert not SupportMeasure.objects.filter(slug="not-saved").exists()


def test_an_earlier_revision_is_shown_and_brought_back(admin_client, admin_user, measure, form_fields):
    admin_client.post(change(measure), {**form_fields, "title": "另一个名称"})
    history = f"{MEASURES}{measure.pk}/history/"
    assert "?restore=1" in admin_client.get(history).content.decode()
    page = admin_client.get(f"{history}?restore=1")
    assert [
        (difference.label, difference.before, difference.after) for difference in page.context["differences"]
    ] == [("名称", "另一个名称", measure.title)]
    assert fresh(measure).title == "另一个名称"  # looking changes nothing
    admin_client.post(f"{history}?restore=1", {"version": page.context["version"], "reason": "误改"})
    assert fresh(measure).title == measure.title
    assert measure.revisions.first().created_by == admin_user
    assert measure.revisions.first().note == "恢复到修订 1：误改"


def page_after_restoring(admin_client, measure) -> str:
    """The page after an attempt to restore the first revision."""
    restore = f"{MEASURES}{measure.pk}/history/?restore=1"
    sent = {"version": admin_client.get(restore).context["version"], "reason": "误改"}
    return admin_client.post(restore, sent, follow=True).content.decode()


def test_a_revision_whose_words_are_gone_is_not_restored(admin_client, measure):
    edit_article(measure, "免征", "减征")
    assert "没有恢复" in page_after_restoring(admin_client, measure)
    assert fresh(measure).status == MeasureStatus.STALE


def test_stale_measures_come_first_and_say_what_they_lost(admin_client, measure):
    edit_article(measure, "免征", "减征")
    page = admin_client.get(MEASURES)
    first = page.context["cl"].result_list[0]
    assert first.status == MeasureStatus.STALE
    assert "原文已没有或不在原处" in page.content.decode()
    assert {
        row.slug for row in admin_client.get(f"{MEASURES}?status__exact=stale").context["cl"].result_list
    } >= {EXEMPT}


def test_a_stale_measure_is_put_right_in_its_form(admin_client, measure, form_of):
    edit_article(measure, "免征", "减征")
    path = change(measure)
    assert "改正之后选择状态" in admin_client.get(path).content.decode()
    sent = form_of(path)
    refused = errors_of(admin_client.post(path, sent))
    assert "原文中没有" in refused
    mended = {
        name: value.replace("免征", "减征") if isinstance(value, str) else value
        for name, value in sent.items()
    }
    assert "必填" in errors_of(admin_client.post(path, mended))  # the status has to be chosen
    assert admin_client.post(path, {**mended, "status": "published"}).status_code == 302
    check_deferred()
    assert SupportMeasure.objects.published().filter(slug=EXEMPT).exists()


def act(admin_client, action: str, *measures) -> str:
    sent = {"action": action, "_selected_action": [measure.pk for measure in measures], "_confirmed": "1"}
    return admin_client.post(MEASURES, sent, follow=True).content.decode()


def test_measures_are_withdrawn_and_published_by_actions(admin_client, admin_user, measure):
    assert "已撤下 1 项" in act(admin_client, "withdraw", measure)
    assert not SupportMeasure.objects.published().filter(pk=measure.pk).exists()
    assert "已发布 1 项" in act(admin_client, "publish", measure)
    assert SupportMeasure.objects.published().filter(pk=measure.pk).exists()
    notes = [(row.note, row.created_by) for row in measure.revisions.order_by("number")]
    assert notes[1:] == [("撤下", admin_user), ("发布", admin_user)]


def test_looking_again_publishes_only_what_still_stands(admin_client, measure):
    edit_article(measure, "免征", "减征")
    assert "请先改正或复核" in act(admin_client, "publish", measure)
    assert "原文中没有" in html.unescape(act(admin_client, "recheck", measure))
    assert fresh(measure).status == MeasureStatus.STALE
    edit_article(fresh(measure), "减征", "免征")
    assert "已复核并发布 1 项" in act(admin_client, "recheck", measure)
    check_deferred()
    assert fresh(measure).status == MeasureStatus.PUBLISHED


def test_a_measure_that_has_lost_its_words_can_be_put_away_and_stays_so(admin_client, measure):
    edit_article(measure, "免征", "减征")
    assert "已撤下 1 项" in act(admin_client, "withdraw", measure)
    edit_article(fresh(measure), "减征", "少征")
    check_deferred()
    assert fresh(measure).status == MeasureStatus.WITHDRAWN
    assert "请先改正或复核" in act(admin_client, "publish", measure)


@pytest.mark.parametrize("name", ["supportmeasure", "fact"])
def test_nothing_can_be_deleted(admin_client, shipped, name):
    row = {"supportmeasure": SupportMeasure, "fact": Fact}[name].objects.first()
    assert admin_client.get(f"/admin/guidance/{name}/{row.pk}/delete/").status_code == 403
    assert "delete_selected" not in admin_client.get(f"/admin/guidance/{name}/").content.decode()


def test_the_help_and_question_of_a_fact_are_edited_and_its_code_stays(admin_client, shipped, form_of):
    fact = Fact.objects.get(code="imports_not_made_in_china")
    path = f"/admin/guidance/fact/{fact.pk}/change/"
    assert "国内不能生产的" in admin_client.get(path).content.decode()
    sent = {
        **form_of(path),
        **{"question": "是否国内不能生产？", "help": "新的说明", "position": 3, "code": "other"},
    }
    assert admin_client.post(path, sent).status_code == 302
    fact.refresh_from_db()
    assert (fact.question, fact.help, fact.code) == (
        "是否国内不能生产？",
        "新的说明",
        "imports_not_made_in_china",
    )


def test_articles_that_nobody_has_read_are_named(admin_client, shipped):
    for path in (MEASURES, "/admin/guidance/articlewithoutmeasure/"):
        assert "还没有写措施" not in admin_client.get(path).content.decode()
    ArticleWithoutMeasure.objects.filter(article__number=1).delete()
    assert "第一条" in admin_client.get(MEASURES).content.decode().partition("还没有写措施")[2]
    with connection.cursor() as cursor:  # as in a database from before the two excluded each other
        cursor.execute("ALTER TABLE guidance_articlewithoutmeasure DISABLE TRIGGER USER")
    ArticleWithoutMeasure.objects.create(article=shipped.articles.get(number=25), reason="误写。")
    assert "第二十五条" in admin_client.get(MEASURES).content.decode().partition("又写明没有措施")[2]


def test_an_article_without_measure_gets_its_reason(admin_client, shipped):
    article = shipped.articles.get(number=1)
    ArticleWithoutMeasure.objects.filter(article=article).delete()
    path = "/admin/guidance/articlewithoutmeasure/add/"
    assert "必填" in errors_of(admin_client.post(path, {"article": article.pk, "reason": ""}))
    assert admin_client.post(path, {"article": article.pk, "reason": "发展目标。"}).status_code == 302
    assert article.without_measure.reason == "发展目标。"


def test_an_article_has_measures_or_a_reason_why_not(admin_client, shipped, measure, form_of):
    path = "/admin/guidance/articlewithoutmeasure/add/"
    sent = {"article": measure.article_id, "reason": "误写。"}
    assert "article: 这一条有支持措施" in errors_of(admin_client.post(path, sent))
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleWithoutMeasure.objects.create(article=measure.article, reason="误写。")
    reason = ArticleWithoutMeasure.objects.select_related("article").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportMeasure.objects.filter(pk=measure.pk).update(article=reason.article)
    act(admin_client, "withdraw", *SupportMeasure.objects.of_article(measure.article))
    assert admin_client.post(path, sent).status_code == 302
    assert "写明“没有措施”（误写。）" in act(admin_client, "publish", measure)
    assert "写明“没有措施”" in page_after_restoring(admin_client, measure)
    refused = {**form_of(change(measure)), "status": "published"}
    assert "drop_reason: 本条写明“没有措施”" in errors_of(admin_client.post(change(measure), refused))
    assert admin_client.post(change(measure), {**refused, "drop_reason": "on"}).status_code == 302
    assert not ArticleWithoutMeasure.objects.of_article(measure.article).exists()
    assert measure.revisions.first().note == "后台编辑（删去“没有措施”的理由：误写。）"


def test_who_may_only_look_cannot_change(client, measure):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_supportmeasure"))
    client.force_login(viewer)
    page = client.get(change(measure))
    assert page.status_code == 200
    assert "_preview" not in page.content.decode()
    assert client.post(change(measure), {"title": "x"}).status_code == 403
    assert client.post(f"{MEASURES}{measure.pk}/history/?restore=1").status_code == 403
    assert measure.revisions.count() == 1
    assert client.get(f"{MEASURES}add/").status_code == 403


@pytest.mark.parametrize(
    "path", [MEASURES, "/admin/guidance/fact/", "/admin/guidance/articlewithoutmeasure/"]
)
def test_lists_are_searched_filtered_and_cost_the_same(
    admin_client, shipped, path, django_assert_max_num_queries
):
    for typed in ("关税", "%", "'", "\\"):
        assert admin_client.get(path, {"q": typed}).status_code == 200
    with django_assert_max_num_queries(20):
        admin_client.get(path)


def test_every_label_is_chinese(admin_client, measure):
    context = admin_client.get(change(measure)).context
    forms = [
        context["adminform"].form,
        *(inline.formset.empty_form for inline in context["inline_admin_formsets"]),
    ]
    for form in forms:
        for name, field in form.fields.items():
            assert name in ("id", "measure") or re.search(r"[\u4e00-\u9fff]", str(field.label)), name


def test_a_limit_may_stand_in_an_article_without_measures_and_a_support_may_not(
    admin_client, shipped, form_of
):
    limit = SupportMeasure.objects.get(slug="prohibited-and-restricted-imports")
    form = form_of(change(limit))
    assert errors_of(admin_client.post(change(limit), {**form, "title": "禁止与限制"})) == ""
    assert fresh(limit).title == "禁止与限制"
    refused = admin_client.post(change(limit), {**form, "purpose": "support"})
    assert "drop_reason: 本条写明“没有措施”" in errors_of(refused)


def test_an_editor_ties_a_ministry_to_a_fact(admin_client, measure, form_fields):
    fact = Fact.objects.get(code="state_owned")
    form = {**form_fields, "competent-0-only_if": fact.pk}
    assert errors_of(admin_client.post(change(measure), form)) == ""
    assert record_of(fresh(measure))["ministries"][0]["only_if"] == "state_owned"
