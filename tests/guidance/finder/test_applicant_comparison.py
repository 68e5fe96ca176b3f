"""Two applicants side by side."""

import html

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from guidance.finder.applicant_comparison import comparison_of
from guidance.finder.parameters import read_what_is_valid

pytestmark = pytest.mark.django_db
SMALL, LARGE = "kind=enterprise&size=small&needs=finance", "kind=enterprise&size=large&needs=finance"


def compare(first: str, second: str):
    return comparison_of(read_what_is_valid(QueryDict(first)), read_what_is_valid(QueryDict(second)))


def test_what_differs_is_told_with_what_makes_the_difference(shipped):
    comparison = compare(SMALL, LARGE)
    row = next(entry for entry in comparison.different if entry.measure.slug == "sme-technology-credit")
    assert (row.first.is_offered, row.second.is_offered) == (True, False)
    assert [reason.criterion for reason in row.cells[1][1]] == ["size"]
    assert not {entry.measure.slug for entry in comparison.same} & {
        entry.measure.slug for entry in comparison.different
    }


def test_equal_answers_differ_in_nothing(shipped):
    assert compare(SMALL, SMALL).different == ()


def test_the_page_shows_both_and_leads_back_to_each(client, shipped):
    page = html.unescape(
        client.get(f"/guidance/compare/?{urlencode({'a': SMALL, 'b': LARGE})}").content.decode()
    )
    assert "规模：小型" in page
    assert "规模：大型" in page
    assert f'/guidance/?{read_what_is_valid(QueryDict(LARGE)).encoded}"' in page


@pytest.mark.parametrize("query", ["", "a=&b=", "a=%00&b=%FF", f"a={SMALL.replace('&', '%26')}"])
def test_without_two_situations_the_page_says_how_to_compare(client, shipped, query):
    response = client.get(f"/guidance/compare/?{query}")
    assert response.status_code == 200
    assert "要比较，先在" in response.content.decode()


def test_the_finder_keeps_what_it_is_to_be_compared_with(client, shipped):
    query = urlencode({"kind": "enterprise", "needs": "finance", "size": "large", "against": SMALL})
    page = html.unescape(client.get(f"/guidance/?{query}").content.decode())
    assert "正在比较" in page
    assert f'name="against" value="{read_what_is_valid(QueryDict(SMALL)).encoded}"' in page
    assert "/guidance/compare/?a=" in page
