"""The page that describes the API says what the schema says, without scripts or styles of its own."""

import pytest
from lxml import html

from articles.api.reference import reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, shipped):
    return html.fromstring(client.get("/api/docs/").content.decode())


def test_every_endpoint_and_structure_has_a_heading_that_is_linked(page):
    names = {endpoint.operation for endpoint in reference().endpoints}
    names |= {f"schema-{structure.name}" for structure in reference().structures}
    assert names <= {heading.get("id") for heading in page.xpath("//h2|//h3")}
    folded = {heading.get("id") for heading in page.xpath("//details[not(@open)]/summary/h3")}
    assert names == folded
    linked = {link.get("href")[1:] for link in page.xpath("//main//a[starts-with(@href, '#')]")}
    assert linked <= {element.get("id") for element in page.xpath("//*[@id]")}


def test_parameters_are_described_as_the_server_reads_them(page):
    (search,) = (endpoint for endpoint in reference().endpoints if endpoint.operation == "search")
    kinds = next(field.choices for field in search.in_query if field.name == "kind")
    assert ("law", "法律") in kinds
    values = [option.get("value") for option in page.xpath("//select[@id='search-kind']/option")]
    assert values == ["", *(value for value, _ in kinds)]


def test_what_is_offered_to_try_answers(client, page):
    tried = [form.get("action") for form in page.xpath("//main//form")]
    tried += [link.get("href") for link in page.xpath("//main//a[starts-with(@href, '/api/v1/')]")]
    assert len(tried) > 10
    empty = {"/api/v1/goto/", "/api/v1/suggest/"}  # they ask for words
    assert empty < set(tried)
    assert {client.get(address).status_code for address in set(tried) - empty} == {200}


def test_it_keeps_the_portals_security_policy(client, page, settings):
    assert (
        client.get("/api/docs/")["Content-Security-Policy"]
        == settings.SECURITY_HEADERS["Content-Security-Policy"]
    )
    assert page.xpath("//*[@style]|//style|//script[not(@src)][@type!='application/ld+json']") == []


def test_without_content_it_still_describes(client, db):
    answer = client.get("/api/docs/")
    assert answer.status_code == 200
