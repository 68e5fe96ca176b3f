"""The editors' pages of search: on a phone, in the dark, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from articles.models import SearchConfiguration
from tests.articles.search.settings.drafts import ask_only, draft, finished_trial, without_synonyms
from tests.browser.checks import complaints_at_the_desk
from tests.browser.conftest import PHONE
from tests.browser.steps import follow

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = "/admin/articles/searchconfiguration/"


@pytest.fixture
def version(portal) -> SearchConfiguration:
    """A draft that makes a question worse, tried out."""
    ask_only(进口关税=25, 员工持股=33)
    version = draft(note="去掉一条同义词", **without_synonyms("期权"))
    finished_trial(version)
    return version


def pages_of(version: SearchConfiguration) -> list[str]:
    own = [f"{PAGES}{version.pk}/{name}/" for name in ("change", "trial", "diff", "synonyms")]
    others = ("goldenquestion/upload/", "querylog/popular/", "querylog/failed/")
    return [PAGES, f"{PAGES}add/", *own, *(f"/admin/articles/{path}" for path in others)]


def test_pages_fit_are_accessible_and_nothing_is_blocked(open_admin, version):
    assert complaints_at_the_desk(open_admin(PAGES, PHONE), pages_of(version)) == {}


def test_a_change_for_the_worse_is_accepted_and_published_by_keyboard(open_admin, version):
    page = open_admin(f"{PAGES}{version.pk}/trial/")
    assert page.locator("tr.search-admin__worse").inner_text().startswith("员工持股")
    page.focus("input[name=accept]")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text(f"第 {version.pk} 版已经生效").wait_for()


def test_without_scripts_a_draft_is_made_and_dropped(open_admin, version):
    page = open_admin(f"{PAGES}add/", java_script_enabled=False)
    page.fill("#id_note", "没有脚本")
    page.fill("#id_stop_words", "甲 乙\n")
    follow(page.get_by_role("button", name="保存草稿"))
    expect(page.get_by_text("第 1 行：一行写一个词")).to_be_visible()
    page.fill("#id_stop_words", "甲\n")
    follow(page.get_by_role("button", name="保存草稿"))
    follow(page.get_by_role("button", name="放弃草稿"))
    expect(page.get_by_text("草稿已放弃")).to_be_visible()
