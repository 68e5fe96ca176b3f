"""A word inside a longer known word is not looked for in other wording."""

import pytest

from articles.models import Entity
from articles.search.queries.analysis import analyse_query


@pytest.mark.parametrize(
    ("typed", "expanded"),
    [
        ("银行", ["银行"]),
        ("学分银行", []),
        ("学分银行 银行", ["银行"]),
        ("建立学分银行制度", []),
        ("建设时间银行的补贴", ["补贴"]),
        ("中小企业贷款", ["贷款"]),
        ("国家开发银行", []),
        ("海关总署", []),
    ],
)
def test_only_a_word_of_its_own_is_expanded(shipped, typed, expanded):
    assert [synonym.word for synonym in analyse_query(typed).expansions] == expanded


def test_the_name_of_a_body_counts_from_the_moment_it_is_known(shipped):
    assert [synonym.word for synonym in analyse_query("蓝海贷款社").expansions] == ["贷款"]
    Entity.objects.create(kind="ministry", slug="lanhai", name="蓝海贷款社", is_published=True)
    assert analyse_query("蓝海贷款社").expansions == ()
