"""What holds on every page (tests/browser/checks.py), on a phone and on a desktop, in light and in dark."""

import pytest

from articles.models import Policy
from tests.addresses import ABOUT, WISH
from tests.articles.versions.texts import IN_2023, ORIGINAL, outcome_of
from tests.browser.checks import complaints
from tests.browser.conftest import PHONE

ARTICLE = "/policies/gxblk-2009-232/articles/25/"
PAGES = [
    "/",
    "/about/",
    *ABOUT,
    "/api/docs/",
    "/policies/gxblk-2009-233/",
    "/policies/",
    "/policies/gxblk-2009-232/",
    "/policies/gxblk-2009-232/chapters/6/",
    ARTICLE,
    f"{ARTICLE}?cited_chapter=1",
    "/policies/gxblk-2009-232/articles/10/",
    "/policies/gxblk-2009-232/articles/35/",
    "/policies/gxblk-2009-232/full/",
    "/selection/",
    "/selection/?unit=gxblk-2009-232:23,25&measure=import-duty-major-projects&unit=gxblk-2009-232:99",
    "/search/",
    "/search/?q=知识产权",
    "/search/?q=婚姻登记",
    "/search/?q=创新&policy=没有",
    "/search/?q=财政部",
    "/search/?q=企业&kind=policy&ministry=mof&sort=order&page=2",
    "/search/?q=企业&type=entity",
    "/search/?q=企业&kind=law",
    "/search/?q=公司拖欠工资怎么办",
    "/search/why/?q=小公司贷款&article=gxblk-2009-232/10",
    "/search/why/?q=小公司贷款&article=gxblk-2009-232/99",
    "/search/?q=进口设备免税",
    "/guidance/measures/",
    "/guidance/measures/?q=进口设备免税&force=rigid",
    "/guidance/measures/?force=xyz",
    "/guidance/measures/import-duty-major-projects/",
    "/guidance/measures/no-such-measure/",
    "/goto/?q=第35条",
    "/guidance/",
    "/guidance/?kind=enterprise&does=rd&does=goods_import&needs=finance&industry=industry&employees=200&revenue=9",
    "/guidance/?kind=enterprise&needs=finance&against=kind%3Duniversity",
    *(f"/guidance/step/{name}/?{WISH}" for name in ("who", "size", "wish", "which", "question")),
    "/guidance/compare/?a=kind%3Denterprise%26needs%3Dfinance&b=kind%3Duniversity%26needs%3Dfinance",
    "/guidance/?q=我们进口设备能免关税吗",
    "/guidance/?q=婚姻登记",
    "/guidance/?size=-1&kind=xyz&does=rd",
    "/guidance/?kind=individual&does=bidding",
    "/api/",
    "/check/",
    f"/report/?at={ARTICLE}",
    "/report/?number=abc",
    f"{ARTICLE}history/",
    "/compare/?a=24&b=25",
    "/matrix/?rows=goal&cols=chapter",
    "/graph/?focus=ministry/mof",
    "/ministries/mof/",
    "/feeds/",
]
#: What only imported documents have: versions, points without a division, an annex.
NOTICE = """某部关于公布项目清单的公告
某部公告2024年第5号
一、公布范围见附件。
二、申报要求见附件。

某部
2024年7月1日

附件
项目清单
1. 甲项目。
"""


def test_every_page_fits_is_accessible_has_one_name_and_asks_nobody_else(open_page):
    assert complaints(open_page("/", PHONE), PAGES) == {}


@pytest.fixture
def imported_pages(portal, tmp_path) -> list[str]:
    for number, words in enumerate((ORIGINAL, IN_2023, NOTICE)):
        outcome_of(tmp_path, words, f"{number}.txt")
    law = Policy.objects.get(title="滨江市节水条例").get_absolute_url()
    notice = Policy.objects.get(title="某部关于公布项目清单的公告").get_absolute_url()
    of_law = ("", "full/", "versions/", "versions/?unit=2", "versions/2015-03-01/", "articles/2/history/")
    of_notice = ("", "full/", "articles/1/", "annexes/1/")
    return [
        *(f"{law}{place}" for place in of_law),
        f"{law}articles/2/?at=2016-01-01",
        *(f"{notice}{place}" for place in of_notice),
    ]


@pytest.mark.django_db(transaction=True)
def test_versions_annexes_and_points_fit_and_are_accessible_too(open_page, imported_pages):
    assert complaints(open_page("/", PHONE), imported_pages) == {}


def test_the_longest_articles_fit_a_screen_and_a_half(open_page):
    page = open_page("/")
    heights = {}
    for number in (23, 24, 25):
        page.goto(f"/policies/gxblk-2009-232/articles/{number}/")
        heights[number] = page.evaluate("document.documentElement.scrollHeight")
    assert {number: height for number, height in heights.items() if height > 1400} == {}
