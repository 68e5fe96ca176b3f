"""What a start collects is what pages name: files of libraries that none of them does are left out."""

import re

import pytest
from django.contrib.staticfiles.finders import get_finders

from policy_portal.serving.assets import UNUSED
from tests.addresses import PAGES

#: With lists, filters, choices that are searched for, rows of others and dates between them.
ADMINISTRATION = [
    *("", "articles/policy/", "articles/policy/add/", "articles/entity/add/", "articles/mention/add/"),
    *("articles/reports/", "guidance/supportmeasure/add/", "auth/user/add/", "password_change/"),
]


def static_files_of(page: str) -> set[str]:
    return set(re.findall(r'(?:src|href)="/static/([^"?#]+)', page))


@pytest.fixture(scope="module")
def collected_files() -> set[str]:
    return {name for finder in get_finders() for name, _ in finder.list([*UNUSED])}


@pytest.mark.parametrize("address", [*PAGES, *(f"/admin/{page}" for page in ADMINISTRATION)])
def test_what_a_page_names_is_collected(admin_client, address, collected_files):
    names = static_files_of(admin_client.get(address, follow=True).content.decode())
    assert names
    assert names <= collected_files


def test_what_is_left_out_is_there_to_be_left_out():
    names = {name for finder in get_finders() for name, _ in finder.list([])}
    for pattern in UNUSED:
        assert {name for finder in get_finders() for name, _ in finder.list([pattern])} < names, pattern


def test_choices_that_are_searched_for_have_their_words_in_chinese(collected_files):
    assert "admin/js/vendor/select2/i18n/zh-CN.js" in collected_files
