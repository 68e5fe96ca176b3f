"""What holds on every page (tests/browser/checks.py), on a phone and on a desktop, in light and in dark."""

import pytest

from tests.addresses import ABOUT, WISH
from tests.browser.checks import complaints, excess
from tests.browser.conftest import DESKTOP, PHONE

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
    "/feeds/",
]


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_fits_is_accessible_has_one_name_and_asks_nobody_else(open_page, device):
    assert complaints(open_page("/", device), PAGES) == {}


@pytest.mark.parametrize("choice", [{"size": "200"}, {"edition": "plain"}], ids=["200%", "plain"])
def test_no_page_is_wider_than_a_phone_where_letters_are_large(open_page, choice):
    page = open_page("/", PHONE)
    page.evaluate("choice => localStorage.setItem('display', JSON.stringify(choice))", choice)
    too_wide = {}
    for path in PAGES:
        page.goto(path)
        if pixels := excess(page):
            too_wide[path] = pixels
    assert too_wide == {}
