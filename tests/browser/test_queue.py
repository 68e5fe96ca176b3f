"""The queue and the readers' reports in a browser: by keyboard, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Mention, ReaderReport
from tests.browser.checks import barriers, complaints, complaints_at_the_desk
from tests.browser.conftest import PHONE
from tests.browser.steps import follow, until

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


@pytest.fixture
def suggestions(portal) -> list[int]:
    """Thirty links wait: more than a page of the queue."""
    rows = Mention.objects.published().with_quote().of_kind("actor").order_by("policy", "pk")
    ids = list(rows.values_list("pk", flat=True)[:30])
    Mention.objects.with_ids(ids).update(status="suggested", decided_at=None, decided_by=None)
    return ids


def current(page) -> str:
    return page.locator(".queue-item.is-current").get_attribute("data-item")


def test_a_reviewer_decides_by_keyboard_and_reaches_the_end_of_the_list(open_admin, suggestions):
    page = open_admin("/admin/queue/")
    keys = [f"link-{pk}" for pk in suggestions]
    assert current(page) == keys[0]
    page.keyboard.press("j")
    assert current(page) == keys[1]
    page.keyboard.press("k")
    for place, key in enumerate("ar" * 12):
        page.keyboard.press(key)
        until(page, lambda place=place: current(page) == keys[place + 1])
    states = [Mention.objects.get(pk=pk).status for pk in suggestions[:24]]
    assert states == ["published", "rejected"] * 12
    page.keyboard.press("u")
    until(page, lambda: current(page) == keys[23])
    assert Mention.objects.get(pk=suggestions[23]).status == "suggested"


@pytest.mark.usefixtures("suggestions")
def test_the_pages_of_the_desk_fit_a_phone_and_are_accessible(open_admin):
    paths = (
        "/admin/",
        "/admin/queue/",
        "/admin/quality/",
        "/admin/quality/articles-without-links/",
        "/admin/articles/synonymentry/",
        "/admin/articles/readerreport/",
        "/admin/articles/task/",
    )
    assert complaints_at_the_desk(open_admin("/admin/queue/", PHONE), paths, part="body") == {}


@pytest.mark.usefixtures("suggestions")
def test_the_words_in_question_are_legible_in_the_dark(open_admin):
    page = open_admin("/admin/queue/", color_scheme="dark")
    assert page.locator(".queue-item__text mark").count() > 0
    assert barriers(page, ".queue-item") == []


def test_a_reader_reports_the_words_that_are_selected(open_page, portal):
    page = open_page(ARTICLE)
    page.locator("h1").evaluate("element => window.getSelection().selectAllChildren(element)")
    selected = page.evaluate("String(window.getSelection()).trim()")
    follow(page.get_by_role("link", name="报告问题"))
    assert selected in page.locator("#id_words").input_value()
    page.get_by_label("文字有误").check()
    page.fill("#id_text", "这里多了一个字。")
    page.wait_for_timeout(3_500)  # nobody fills in a form at once
    follow(page.get_by_role("button", name="提交"))
    number = page.locator(".report__number").inner_text()
    follow(page.get_by_role("link", name=re.compile(number)))
    expect(page.get_by_text("待处理")).to_be_visible()
    assert complaints(page, [f"/report/?at={ARTICLE}", "/report/?number=1", f"/report/{number}/"]) == {}
    assert ReaderReport.objects.get(number=number).article.number == 25


def test_without_scripts_a_report_is_sent_from_a_phone(open_page, portal):
    page = open_page(ARTICLE, PHONE, java_script_enabled=False)
    follow(page.get_by_role("link", name="报告问题"))
    page.get_by_label("其他").check()
    page.fill("#id_text", "打印出来缺一行。")
    page.wait_for_timeout(3_500)
    follow(page.get_by_role("button", name="提交"))
    expect(page.get_by_text("报告已收到")).to_be_visible()
