"""The texts held quote each other; editors see where they do not agree."""

import pytest
from django.core.management import call_command

from articles.checking.self_check import self_check_findings
from articles.models import QuotationFinding

QUOTED = "第一条 禁止从建筑物中抛掷物品，违反的由侵权人承担责任。\n第二条 乙。\n第三条 丙。\n"
QUOTING = (
    "第一条 依照《被引用法》第一条“允许从建筑物中抛掷物品”的规定处理。\n"
    "第二条 本办法第一条、前条和《被引用法》第二条适用于全国。\n第三条 见《被引用法》第九条。\n"
)


@pytest.fixture
def quoting(shipped, import_text):
    import_text("byyf", f"被引用法\n{QUOTED}")
    policy = import_text("yybf", f"引用办法\n{QUOTING}")
    call_command("check_own_quotations", "yybf", verbosity=0)
    return policy


def test_what_differs_is_kept_with_its_place(quoting):
    findings = list(self_check_findings())
    assert [(finding.article.label, finding.verdict) for finding in findings] == [
        ("第一条", "differs"),
        ("第三条", "no_such_unit"),
    ]
    assert [finding.article.text[finding.start : finding.end] for finding in findings] == [
        finding.words for finding in findings
    ]
    assert findings[0].right == "禁止从建筑物中抛掷物品"


def test_of_an_edited_text_nothing_is_said(quoting):
    article = quoting.articles.get(number=1)
    article.text += "另有规定的除外。"
    article.save()
    assert [finding.article.number for finding in self_check_findings()] == [3]


def test_a_new_check_replaces_what_was_found(quoting):
    call_command("check_own_quotations", verbosity=0)
    assert QuotationFinding.objects.count() == 2


def test_editors_see_the_list(quoting, admin_client):
    page = admin_client.get("/admin/articles/quotationfinding/", {"verdict": "differs"})
    text = page.content.decode()
    assert "/policies/yybf/articles/1/" in text
    assert "/policies/yybf/articles/3/" not in text
