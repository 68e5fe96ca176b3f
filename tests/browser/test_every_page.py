"""What holds on every page: it fits the screen, it is accessible, it asks nobody else for anything."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE

ARTICLE = "/policies/gxblk-2009-232/articles/25/"
PAGES = [
    "/",
    "/about/",
    "/policies/",
    "/policies/gxblk-2009-232/",
    "/policies/gxblk-2009-232/chapters/6/",
    ARTICLE,
    f"{ARTICLE}?cited_chapter=1",
    "/policies/gxblk-2009-232/articles/10/",
    "/policies/gxblk-2009-232/articles/35/",
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
    "/guidance/?q=我们进口设备能免关税吗",
    "/guidance/?q=婚姻登记",
    "/guidance/?size=-1&kind=xyz&does=rd",
    "/guidance/?kind=individual&does=bidding",
    "/api/",
    "/feeds/",
]


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_is_wider_than_its_screen(open_page, device):
    page = open_page("/", device)
    too_wide = {}
    for path in PAGES:
        page.goto(path)
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if excess > 0:
            too_wide[path] = excess
    assert too_wide == {}


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(open_page, device, scheme):
    page = open_page("/", device, color_scheme=scheme)
    axe, violations = Axe(), {}
    for path in PAGES:
        page.goto(path)
        found = axe.run(page).response["violations"]
        if found:
            violations[path] = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found]
    assert violations == {}


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_blocked(open_page, portal):
    page = open_page("/")
    strangers, complaints = [], []
    page.on("request", lambda request: request.url.startswith(portal) or strangers.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES:
        page.goto(path)
    # The error pages among them answer 404 and 400, which the console reports.
    unexpected = [text for text in complaints if "status of 4" not in text]
    assert strangers == []
    assert unexpected == []


def test_every_page_has_one_title_one_heading_and_its_canonical_address(open_page, portal):
    page = open_page("/")
    for path in PAGES:
        answer = page.goto(path)
        assert page.title(), path
        assert page.locator("h1").count() == 1, path
        canonical = page.locator("link[rel=canonical]")
        if answer.status == 404 and not canonical.count():
            continue  # what is not there has no address that others should use
        assert canonical.count() == 1, path
        assert canonical.get_attribute("href").startswith(portal), path
