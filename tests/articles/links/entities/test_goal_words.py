"""原文写明 is said of a goal only where the words say it; the shipped files keep to it."""

import pytest

from articles.links.content_checks import check_shipped_links
from articles.links.entities import goal_words
from articles.links.entities.goal_words import says_goal, shipped_goal_problems
from articles.links.link_checks import link_problems
from articles.links.shipped_links import load_shipped_links
from articles.models import Mention, ShippedFile
from articles.models.links.evidence import Basis

STANDARDS = ["推动我国技术标准成为国际标准", "国际标准", "利用技术标准"]


@pytest.mark.parametrize(
    ("quote", "words", "expected"),
    [
        ("缩短标龄", STANDARDS, False),
        ("参加国际标准制定", STANDARDS, True),
        ("有效利用技术标准", STANDARDS, True),
        ("发展符合《国家产业技术发展指南》的产业技术", ["产业技术发展"], False),
        ("促进产业技术发展", ["产业技术发展"], True),
        ("任何文字", [], False),
    ],
)
def test_words_say_a_goal_by_a_name_or_a_listed_word(quote, words, expected):
    assert says_goal(quote, words) is expected


def test_the_shipped_files_say_what_they_claim():
    assert list(shipped_goal_problems()) == []
    assert check_shipped_links(None) == []


def test_a_claim_without_the_words_is_named(monkeypatch):
    monkeypatch.setattr(goal_words, "_named_quotes", lambda path: [("18", "standards-strength", "缩短标龄")])
    (problem,) = shipped_goal_problems()
    assert "[18]" in problem
    assert "缩短标龄" in problem


def test_the_check_of_the_database_finds_it_too(shipped):
    link = Mention.objects.get(quote="缩短标龄", entity__slug="standards-strength")
    assert (link.basis, "标准的使用年限" in link.reason) == (Basis.EDITORIAL, True)
    Mention.objects.filter(pk=link.pk).update(basis=Basis.NAMED)
    (problem,) = link_problems()
    assert "没有说出目标" in problem


def test_an_existing_database_takes_the_new_basis_where_nobody_touched_the_link(shipped, admin_user):
    link = Mention.objects.get(quote="缩短标龄", entity__slug="standards-strength")
    decided = Mention.objects.get(quote="形成行业自律", entity__kind="goal")
    old = {"basis": Basis.NAMED, "reason": ""}
    Mention.objects.filter(pk=link.pk).update(**old)
    Mention.objects.filter(pk=decided.pk).update(**old, created_by=admin_user)
    total = Mention.objects.count()
    ShippedFile.objects.filter(path__endswith="/goals.toml").delete()
    load_shipped_links()
    link.refresh_from_db()
    decided.refresh_from_db()
    assert Mention.objects.count() == total
    assert (link.basis, decided.basis) == (Basis.EDITORIAL, Basis.NAMED)


def test_the_number_of_links_is_what_it_was(shipped):
    assert Mention.objects.of_policy(shipped).count() == 742
