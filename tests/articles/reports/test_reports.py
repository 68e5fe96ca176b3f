"""A reader reports a problem without an account, gets a number, and looks up what editors answered."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import signing
from django.utils import timezone

from articles.models import DecisionBatch, ReaderReport
from articles.models.editing.reader_report import CONTACT_KEPT
from articles.reports import tickets
from articles.reports.filing import MOST_AT_A_PLACE
from articles.reports.reported_places import local_address
from articles.review.queue import ReviewerDecision, answer_item, queue_page, undo_batch
from articles.review.queue.filters import QueueFilters

ARTICLE = "/policies/gxblk-2009-232/articles/25/"
CONTACT = "13800138000"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(tickets, "QUICKEST", timedelta(0))


@pytest.fixture
def sent(client, shipped):
    """What a reader's browser sends of the form that it was given."""

    def fill(at: str = ARTICLE, **typed: str) -> dict:
        page = client.get("/report/", {"at": at}).content.decode()
        ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
        return {"at": at, "ticket": ticket, "kind": "text", "text": "“免征”应为“减征”。", **typed}

    return fill


@pytest.fixture
def filed(client, sent) -> ReaderReport:
    client.post("/report/", sent(words="免征进口关税", contact=CONTACT))
    return ReaderReport.objects.get()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (ARTICLE, "《国家产业技术政策》第二十五条"),
        ("/policies/gxblk-2009-232/", "《国家产业技术政策》"),
        ("/search/?q=税", "检索"),
        ("/guidance/", "企业问答"),
        ("/no/such/page/", "没有找到的网页"),
        ("https://elsewhere.example/", "整个网站"),
    ],
)
def test_each_page_leads_to_a_form_about_itself(client, shipped, address, place):
    page = client.get("/report/", {"at": address, "words": "免征"}).content.decode()
    assert place in page
    assert "免征" in page


@pytest.mark.parametrize(
    "path", [ARTICLE, "/", "/search/?q=税", "/guidance/", "/policies/", "/no/such/page/"]
)
def test_every_public_page_has_the_link_and_no_token(client, shipped, path):
    response = client.get(path)
    link = re.search(r'href="/report/\?at=([^"]+)"', response.content.decode())[1]
    assert link.startswith(path.partition("?")[0].replace("/", "%2F"))
    assert "csrf" not in response.content.decode()
    assert not response.cookies


def test_a_report_is_filed_with_its_place_and_can_be_looked_up(client, filed):
    assert (filed.article.number, filed.words, filed.policy.slug) == (25, "免征进口关税", "gxblk-2009-232")
    page = client.get(f"/report/{filed.number}/").content.decode()
    assert "待处理" in page
    assert "《国家产业技术政策》第二十五条" in page
    assert CONTACT not in page
    assert filed.text not in page
    assert client.get("/report/", {"number": filed.number}).url == f"/report/{filed.number}/"
    assert client.get(f"/report/{'a' * 12}/").status_code == 404


def test_the_pages_are_kept_by_no_cache_and_set_no_cookie(client, filed):
    for path in ("/report/", f"/report/{filed.number}/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


REFUSED = {
    "a program": ({"website": "http://spam.example"}, "请留空"),
    "no kind": ({"kind": "rant"}, "有效"),
    "no words": ({"text": ""}, "请写明问题是什么"),
    "too little": ({"text": "错"}, "再写几个字"),
    "links": ({"text": "买 http://a.example http://b.example www.c.example"}, "网址请不要超过"),
    "too long": ({"text": "字" * 2001}, "至多 2000 个字，现在有 2001 个"),
    "too long a contact": ({"contact": "1" * 101}, "100"),
    "no ticket": ({"ticket": ""}, "已过期"),
    "a forged ticket": ({"ticket": "abc:1:def"}, "已过期"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_taken_is_said_and_what_was_typed_stays(client, sent, case):
    typed, message = REFUSED[case]
    response = client.post("/report/", sent(**{"text": "这一句多了一个字", **typed}))
    page = response.content.decode()
    assert response.status_code == 400
    assert message in page
    assert "您写的都还在" in page
    assert not ReaderReport.objects.exists()


def test_a_line_break_counts_once(client, sent):
    response = client.post("/report/", sent(words="\r\n".join("字" * 150), text="多了一个字"))
    assert (response.status_code, len(ReaderReport.objects.get().words)) == (200, 299)


def test_a_form_sent_at_once_is_a_programs_and_an_old_one_gets_a_new_ticket(client, sent, monkeypatch):
    monkeypatch.setattr(tickets, "QUICKEST", timedelta(seconds=3))
    at_once = sent()
    assert "提交得太快" in client.post("/report/", at_once).content.decode()
    signer = signing.TimestampSigner(salt="articles.reports")
    monkeypatch.setattr(
        signer, "timestamp", lambda: signing.b62_encode(int(timezone.now().timestamp()) - 90_000)
    )
    old = {**at_once, "ticket": signer.sign("abcdefghjkmn")}
    page = client.post("/report/", old).content.decode()
    assert "已过期" in page
    assert re.search(r'name="ticket" value="([^"]+)"', page)[1] != old["ticket"]


def test_what_is_sent_twice_is_filed_once(client, sent):
    form = sent()
    first, again = (client.post("/report/", form).content.decode() for _ in range(2))
    other_form = client.post("/report/", sent()).content.decode()
    assert ReaderReport.objects.count() == 1
    number = ReaderReport.objects.get().number
    assert all(number in page for page in (first, again, other_form))


def test_floods_are_not_taken(client, sent, settings):
    ReaderReport.objects.bulk_create(
        ReaderReport(at=ARTICLE, kind="text", text=f"第{n}处", made_at=timezone.now())
        for n in range(MOST_AT_A_PLACE)
    )
    assert client.post("/report/", sent()).status_code == 429
    settings.PORTAL_REPORTS_A_DAY = MOST_AT_A_PLACE
    response = client.post("/report/", sent(at="/policies/"))
    assert (response.status_code, ReaderReport.objects.count()) == (429, MOST_AT_A_PLACE)
    assert "明天再来" in response.content.decode()


def test_one_reader_is_limited_a_minute_and_told_so(client, sent, settings):
    settings.PORTAL_REPORT_RATE = 2
    form = sent()
    statuses = [client.post("/report/", {**form, "kind": ""}).status_code for _ in range(3)]
    assert statuses == [400, 400, 429]
    assert client.get("/report/").status_code == 200


def test_editors_see_the_words_in_their_article_and_answer_in_public(client, admin_client, admin_user, filed):
    page = admin_client.get("/admin/queue/", {"kind": "report"}).content.decode()
    assert '<mark class="mention">免征进口关税</mark>' in page
    assert CONTACT in page
    sent = {"item": f"report-{filed.pk}", "decision": "reject", "answer": "原文如此，见公报。"}
    admin_client.post("/admin/queue/decide/", sent)
    page = client.get(f"/report/{filed.number}/").content.decode()
    assert "不是错误" in page
    assert "原文如此，见公报。" in page
    undo_batch(DecisionBatch.objects.get().pk, by=admin_user)
    page = client.get(f"/report/{filed.number}/").content.decode()
    assert "待处理" in page
    assert "原文如此" not in page


def test_the_contact_is_for_who_answers_and_goes_some_time_after_closing(
    client, django_user_model, admin_user, filed
):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(*Permission.objects.filter(codename="view_readerreport"))
    client.force_login(viewer)
    for path in ("/admin/queue/?kind=report", f"/admin/articles/readerreport/{filed.pk}/change/"):
        page = client.get(path).content.decode()
        assert filed.text in page
        assert CONTACT not in page
    key = queue_page(QueueFilters(kind="report"), admin_user).items[0].key
    answer_item(key, ReviewerDecision.of("accept"), by=admin_user)
    assert ReaderReport.objects.forget_contacts(now=timezone.now()) == 0
    assert ReaderReport.objects.forget_contacts(now=timezone.now() + CONTACT_KEPT + timedelta(1)) == 1
    filed.refresh_from_db()
    assert (filed.contact, filed.state) == ("", "corrected")


def test_what_is_logged_names_the_report_and_nothing_of_the_reader(admin_user, filed):
    answer = answer_item(f"report-{filed.pk}", ReviewerDecision.of("duplicate"), by=admin_user)
    logged = str(answer.batch.rows)
    assert filed.number in logged
    assert CONTACT not in logged
    assert filed.text not in logged


@pytest.mark.parametrize(
    "typed", ["//x.example/", "/\\x.example", "https://x.example/", "x", "", "/" + "a" * 500, "/a\nb", "/\0"]
)
def test_only_addresses_of_this_site_are_kept(typed):
    assert local_address(typed) == ""
