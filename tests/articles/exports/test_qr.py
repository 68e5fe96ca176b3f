"""The foot of a printed page: its address, the day and a code of the address."""

import pytest
from lxml import html

from articles.exports.qr import qr_svg
from tests.addresses import ARTICLE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", [ARTICLE, "/search/?q=知识产权&sort=order", "/about/", "/nowhere/"])
def test_a_page_bears_its_own_address_on_paper(client, shipped, page):
    (foot,) = html.fromstring(client.get(page).content.decode()).find_class("print-foot")
    code = client.get(foot.find(".//img").get("src"))
    address = foot.find_class("print-foot__address")[0].text
    assert address.startswith(f"http://testserver{page[:8]}")
    assert (code["Content-Type"], code.content) == ("image/svg+xml", qr_svg(address))
    assert foot.find(".//img").get("loading") == "lazy"


@pytest.mark.parametrize(
    ("query", "status"),
    [("?page=https://evil.example/", 400), ("?page=", 400), ("", 200), (f"?page=/{'a' * 5_000}", 200)],
)
def test_it_codes_addresses_of_this_site_only(client, query, status):
    answer = client.get(f"/qr.svg{query}")
    assert answer.status_code == status
    assert status == 400 or answer.content == qr_svg("http://testserver/")
