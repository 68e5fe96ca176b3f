"""Later rules stand on words of an article and follow its edits; a policy says its age and validity."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from articles.editing import save_article
from articles.models import LaterRule, Policy
from articles.models.links.evidence import LinkStatus
from articles.models.links.later_rule import public_later_rules

WORDS = "免征进口关税"


@pytest.fixture
def rule(article):
    """Add a rule on words of article 25."""

    def add(quote: str = WORDS, *, at: int | None = None, **changes) -> LaterRule:
        row = article(25)
        start = None if not quote else row.text.index(quote) if at is None else at
        values = {
            "document": "某办法", "issuer": "某部", "document_number": "某〔2020〕1号",
            "date": date(2020, 1, 1),
            "effect": "replaced", "explanation": "改按该办法执行。", "source": "某部网站",
            "checked_on": date(2026, 1, 1), "status": LinkStatus.PUBLISHED,
        }  # fmt: skip
        place = {"quote": quote, "start": start, "end": None if start is None else start + len(quote)}
        return LaterRule.objects.create(policy=row.policy, article=row, **{**values, **place, **changes})

    return add


@pytest.mark.parametrize(
    "wrong",
    [{"at": 3}, {"explanation": ""}, {"source": ""}, {"issuer": ""}, {"checked_on": date(2019, 1, 1)}],
)
def test_the_database_refuses_a_rule_without_its_words_or_its_source(rule, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(**wrong)


def test_the_words_of_a_rule_follow_an_edit_or_wait_for_an_editor(rule, article):
    followed, lost = rule(), rule("国家给予", document="另一办法")
    row = article(25)
    row.text, row.heading = row.text.replace("国家给予必要的", "必要时国家提供的"), row.heading
    save_article(row)
    for later_rule in (followed, lost):
        later_rule.refresh_from_db()
    assert row.text[followed.start : followed.end] == WORDS
    assert (followed.status, lost.status) == (LinkStatus.PUBLISHED, LinkStatus.STALE)
    assert lost not in row.later_rules


def test_only_published_rules_are_shown_and_the_gravest_first(rule, article):
    before = len(article(25).later_rules)
    rule("", document="甲", effect="detailed"), rule("", document="乙", effect="stopped")
    hidden = rule("", document="丙", effect="stopped", status=LinkStatus.SUGGESTED)
    later_rules = article(25).later_rules
    assert len(later_rules) == before + 2
    assert [later_rule.effect for later_rule in later_rules] == sorted(
        (later_rule.effect for later_rule in later_rules), key=["stopped", "replaced", "detailed"].index
    )
    assert hidden not in later_rules
    LaterRule.objects.filter(document="乙").update(status=LinkStatus.WITHDRAWN)
    assert len(public_later_rules()[article(25).pk]) == before + 1


@pytest.mark.parametrize(
    ("place", "spans", "expected"),
    [
        ((None, None), [(5, 9)], True),
        ((None, None), [], True),
        ((5, 9), [(8, 20)], True),
        ((5, 9), [(0, 6)], True),
        ((5, 9), [(9, 12)], False),
        ((5, 9), [(0, 5)], False),
        ((5, 9), [(None, None)], False),
    ],
)
def test_a_rule_concerns_what_overlaps_its_words(place, spans, expected):
    assert LaterRule(start=place[0], end=place[1]).concerns(spans) is expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({"signed_on": date(2009, 5, 15)}, "2009年文件，效力待核实"),
        ({"signed_on": date(2020, 1, 1), "status": "in_force"}, "2020年文件，现行有效"),
        ({"adopted_on": date(1999, 1, 1), "status": "repealed"}, "1999年文件，已废止"),
        ({"published_on": date(2030, 1, 1), "status": "not_yet"}, "2030年文件，尚未施行"),
        ({}, "日期不详的文件，效力待核实"),
    ],
)
def test_a_policy_says_its_age_and_validity(policy, expected):
    assert Policy(**policy).standing == expected


def test_a_rule_goes_with_its_article_to_another_policy(rule, article, import_text):
    new_rule, other_policy = rule(), import_text("other", "某办法\n第一条 适用本办法。\n")
    row = article(25)
    row.policy, row.division, row.number, row.position = other_policy, None, 2, 2
    save_article(row)
    new_rule.refresh_from_db()
    assert new_rule.policy == other_policy
