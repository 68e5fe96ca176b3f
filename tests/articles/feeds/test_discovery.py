"""Identifiers, sitemaps, feeds, OpenSearch, page metadata: read by parsers that are not ours."""

import json
import re
from urllib.parse import quote

import feedparser
import pytest
from lxml import etree, html

from articles.editing import keep_policy, save_article
from articles.importing.shipped.shipped_policies import load_shipped_content
from articles.models import Policy
from tests.articles.conftest import SHIPPED

pytestmark = pytest.mark.django_db
POLICY = f"/policies/{SHIPPED}/"
ARTICLE = f"{POLICY}articles/25/"
WORK = "/eli/cn/policy/2009/gxblk-232"
AKN = "/akn/cn/doc/policy/2009/gxblk-232"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize(
    ("identifier", "page"),
    [
        (WORK, POLICY),
        (f"{WORK}/", POLICY),
        (f"{WORK}/art_25", ARTICLE),
        (f"{WORK}/chp_6", f"{POLICY}chapters/6/"),
        (AKN, POLICY),
        (f"{AKN}/zho@2009-05-15", POLICY),
        (f"{AKN}/zho@", POLICY),
        (f"{AKN}/zho@2009-05-15/chp_6__art_25", ARTICLE),
        (f"{AKN}/zho@2009-05-15/!main~chp_6__art_25", ARTICLE),
        (f"{AKN}/zho@2009-05-15/chp_1__art_25", ARTICLE),
        (f"{WORK}/art_25.xml", f"{POLICY}articles/25.xml"),
        (f"{WORK}.json", f"/policies/{SHIPPED}.json"),
    ],
)
def test_identifiers_lead_to_their_page_for_good(client, shipped, identifier, page):
    answer = client.get(identifier)
    assert (answer.status_code, answer["Location"]) == (301, page)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "suffix"),
    [("application/akn+xml", "xml"), ("application/ld+json", "jsonld"), ("application/json", "json")],
)
def test_a_caller_that_wants_a_format_is_led_to_it(client, shipped, accepted, suffix):
    answer = client.get(f"{WORK}/art_25", headers={"Accept": accepted})
    assert (answer.status_code, answer["Location"]) == (303, f"{POLICY}articles/25.{suffix}")
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize(
    "identifier",
    [
        "/eli/cn/policy/2009/nothing",
        f"{WORK}/art_99",
        f"{WORK}/chp_9",
        f"{WORK}/para_1",
        "/akn/de/act/x/1999/y",
    ],
)
def test_identifiers_of_nothing_are_not_found(client, shipped, identifier):
    assert client.get(identifier).status_code == 404


def test_an_identifier_survives_the_correction_of_date_and_slug(client, shipped):
    shipped.signed_on, shipped.slug = "2010-01-02", "renamed"
    shipped.save()
    shipped.refresh_from_db()
    keep_policy(shipped, note="更正")
    assert client.get(f"{WORK}/art_25")["Location"] == "/policies/renamed/articles/25/"
    assert client.get("/eli/cn/policy/2010/renamed/art_25")["Location"] == "/policies/renamed/articles/25/"


def test_the_identifiers_stand_on_the_pages(client, shipped):
    assert f"{WORK}/art_25" in client.get(ARTICLE).content.decode()
    assert f"{AKN}/zho@2009-05-15" in client.get(POLICY).content.decode()


def test_every_address_of_the_sitemaps_is_a_page(client, shipped):
    index = etree.fromstring(client.get("/sitemap.xml").content)
    maps = [location.text for location in index.iterfind(".//s:loc", SITEMAP)]
    assert len(maps) == 7
    assert len(index.findall(".//s:lastmod", SITEMAP)) == 3
    addresses = []
    for address in maps:
        root = etree.fromstring(client.get(address.removeprefix("http://testserver")).content)
        addresses += [location.text for location in root.iterfind(".//s:loc", SITEMAP)]
        for day in root.iterfind(".//s:lastmod", SITEMAP):
            assert re.match(r"\d{4}-\d\d-\d\d", day.text)
    assert len(addresses) == len(set(addresses))
    assert f"http://testserver{ARTICLE}" in addresses
    for address in addresses[::7]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_sitemaps_ask_a_fixed_number_of_questions(client, shipped, uncached, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/sitemap-articles.xml")
    with django_assert_max_num_queries(10):
        client.get("/sitemap.xml")


def test_robots_are_told_where_the_sitemap_is(client, db):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /admin/" in robots


ENTRIES = ["/search/", "/guidance/", "/compare/"]
RESULTS = ["/search/?q=税", "/guidance/?kind=enterprise&needs=finance", "/compare/?a=25&b=20"]


@pytest.mark.parametrize("address", [*ENTRIES, *RESULTS])
def test_entry_pages_may_be_indexed_but_results_not(client, shipped, address):
    page = client.get(address).content.decode()
    assert ('name="robots" content="noindex' in page) == (address in RESULTS)
    disallowed = re.findall(r"Disallow: (.+)", client.get("/robots.txt").content.decode())
    assert not any(address.startswith(path) for path in disallowed)  # or nobody reads what the page says


def test_the_sitemap_lists_the_entry_pages(client, shipped):
    sitemaps = "".join(client.get(f"/sitemap-{name}.xml").content.decode() for name in ("pages", "guidance"))
    assert [page for page in ENTRIES if f"<loc>http://testserver{page}</loc>" not in sitemaps] == []


@pytest.mark.parametrize("address", [*("/", "/about/", POLICY, ARTICLE, "/ministries/mof/"), *ENTRIES])
def test_a_page_says_how_it_is_shown_where_it_is_shared(client, shipped, address):
    page = html.fromstring(client.get(address).content.decode())
    properties = {meta.get("property"): meta.get("content") for meta in page.iterfind(".//meta[@property]")}
    assert properties["og:title"] == page.findtext(".//title")
    assert properties["og:url"] == f"http://testserver{address}"
    assert properties["og:description"] == page.find(".//meta[@name='Description']").get("content")
    assert (properties["og:site_name"], properties["og:locale"]) == ("产业技术政策知识库", "zh_CN")
    assert properties["og:type"] == ("article" if address in (POLICY, ARTICLE) else "website")
    assert properties["og:image"].startswith("http://testserver/")


def test_what_a_reader_typed_is_escaped_in_it(client, shipped):
    page = client.get("/search/", {"q": '"><img src=x>'}).content.decode()
    assert "<img src=x" not in page


def test_opensearch_describes_addresses_that_answer(client, shipped):
    root = etree.fromstring(client.get("/opensearch.xml").content)
    assert len(root.findtext("o:ShortName", namespaces=OPENSEARCH)) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iterfind("o:Url", OPENSEARCH)}
    assert len(templates) == 4
    for template in templates.values():
        address = template.replace("{searchTerms}", quote("自主创新")).replace("{startPage?}", "1")
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    typed, texts, descriptions, pages = json.loads(client.get("/suggest/?q=国家产业").content)
    assert typed == "国家产业"
    assert len(texts) == len(descriptions) == len(pages) >= 1
    assert texts[0].startswith("国家产业")
    assert 'rel="search"' in client.get("/").content.decode()


FEEDS = [
    "/feeds/policies/",
    f"/feeds/policies/{SHIPPED}/",
    f"/feeds/policies/{SHIPPED}/chapters/6/",
    f"/feeds/policies/{SHIPPED}/articles/25/",
    "/feeds/ministries/mof/",
    f"/feeds/search/?q={quote('自主创新')}",
]


@pytest.mark.parametrize(
    "page",
    [
        "/policies/",
        POLICY,
        f"{POLICY}chapters/6/",
        "/ministries/mof/",
        "/search/?q=税",
        "/guidance/measures/",
        "/feeds/",
    ],
)
def test_a_feed_is_linked_where_its_page_is_read(client, shipped, page):
    document = html.fromstring(client.get(page).content.decode())
    feeds = document.xpath("//link[@type='application/atom+xml']/@href")
    assert feeds
    assert set(feeds) & set(document.xpath("//main//a/@href"))
    assert feedparser.parse(client.get(feeds[0]).content).version == "atom10"


@pytest.mark.parametrize("address", FEEDS)
def test_feeds_are_read_by_others(client, shipped, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.link.startswith("http://testserver/policies/")
        assert entry.author
        assert entry.content[0].value
    newest = max(entry.updated for entry in feed.entries)
    assert feed.feed.updated == newest


def test_an_entry_carries_text_and_hash(client, shipped, article):
    answer = client.get(f"/feeds/policies/{SHIPPED}/")
    entry = next(
        candidate for candidate in feedparser.parse(answer.content).entries if "第二十五条" in candidate.title
    )
    assert entry.content[0].value == article(25).text
    assert entry.id == f"http://testserver{WORK}/art_25"
    assert f"<hash:sha256>{article(25).sha256}</hash:sha256>" in answer.content.decode()


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_changes_only_with_its_content(client, shipped, article, address):
    before = client.get(address)
    load_shipped_content()
    save_article(article(25))
    after = client.get(address)
    assert after.content == before.content
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
    changed = article(25)
    changed.text += "\n自主创新新增一款。"
    save_article(changed)
    if address != "/feeds/policies/":
        assert client.get(address).content != before.content


def test_a_long_feed_comes_in_pages(client, import_text):
    import_text("long", "某法\n" + "".join(f"第{number}条 甲{number}。\n" for number in range(1, 121)))
    address, ids = "/feeds/policies/long/", []
    while address:
        feed = feedparser.parse(client.get(address).content)
        ids += [entry.id for entry in feed.entries]
        following = [link.href for link in feed.feed.links if link.rel == "next"]
        address = following[0].removeprefix("http://testserver") if following else None
    assert len(ids) == len(set(ids)) == 120


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feeds/policies/nothing/", 404),
        (f"/feeds/policies/{SHIPPED}/chapters/99/", 404),
        (f"/feeds/policies/{SHIPPED}/articles/99/", 404),
        ("/feeds/goals/nothing/", 404),
        ("/feeds/search/", 400),
        ("/feeds/search/?q=a&policy=nothing", 400),
        ("/feeds/policies/?page=0", 400),
        ("/feeds/policies/?page=x", 400),
        ("/feeds/policies/?page=٣", 400),
        (f"/feeds/policies/?page={'0' * 9}1999{'9' * 5000}", 400),
        ("/feeds/search/?q=%00", 400),
        ("/suggest/?q=%00", 200),
        ("/sitemap-nothing.xml", 404),
        ("/sitemap-articles.xml?p=99", 404),
    ],
)
def test_bad_addresses_have_clear_answers(client, shipped, address, status):
    assert client.get(address).status_code == status


PAGES = [
    "/",
    "/policies/",
    POLICY,
    f"{POLICY}chapters/6/",
    ARTICLE,
    "/ministries/mof/",
    "/search/?q=税",
    "/feeds/",
]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_says_everything_about_itself_once(client, shipped, page):
    root = html.fromstring(client.get(page).content)
    names = [node.get("name").lower() for node in root.iter("meta") if node.get("name")]
    assert len(names) == len(set(names))
    assert {"sitename", "sitedomain", "columnname", "description", "keywords"} <= set(names)
    assert len(root.xpath("//link[@rel='canonical']")) == 1
    for node in root.xpath("//script[@type='application/ld+json']"):
        assert json.loads(node.text)["@context"] == "https://schema.org"


def test_articles_and_policies_say_title_date_and_source(client, shipped):
    for page, title in ((POLICY, "国家产业技术政策"), (ARTICLE, "《国家产业技术政策》第二十五条")):
        root = html.fromstring(client.get(page).content)
        meta = {node.get("name"): node.get("content") for node in root.iter("meta") if node.get("name")}
        assert meta["ArticleTitle"] == title
        assert meta["PubDate"] == "2009-05-15"
        assert meta["ContentSource"] == "工业和信息化部、科技部、财政部、税务总局"


def test_a_date_that_is_not_known_is_not_told(client, import_text):
    import_text("undated", "某办法\n第一条 甲。\n")
    assert "PubDate" not in client.get("/policies/undated/").content.decode()


def test_linked_data_cannot_end_its_element(client, import_text):
    import_text("tricky", "某办法\n第一条 </script><script>alert(1)</script>&甲。\n")
    page = client.get("/policies/tricky/articles/1/").content.decode()
    linked_data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1]
    assert "</script>" in json.loads(linked_data)["text"]


def test_withdrawn_policies_leave_every_list(client, shipped):
    Policy.objects.filter(pk=shipped.pk).update(publication="withdrawn")
    assert client.get(f"{WORK}/art_25").status_code == 404
    assert SHIPPED not in client.get("/sitemap-articles.xml").content.decode()
    assert not feedparser.parse(client.get("/feeds/policies/").content).entries
