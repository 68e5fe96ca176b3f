"""The later rules that ship: each with source and day of checking; loading again keeps editors' work."""

from articles.importing.shipped.shipped_later_rules import load_shipped_later_rules
from articles.models import LaterRule, ShippedFile
from articles.models.links.evidence import LinkStatus


def load_again() -> int:
    ShippedFile.objects.filter(path__endswith="later_rules.toml").delete()
    return load_shipped_later_rules()


def test_every_rule_stands_in_its_article_with_document_date_and_source(shipped):
    rules = list(LaterRule.objects.of_policy(shipped).select_related("article"))
    assert {rule.article.number for rule in rules} >= {14, 20, 25}
    for rule in rules:
        assert rule.status == LinkStatus.PUBLISHED
        assert rule.article.text[rule.start : rule.end] == rule.quote
        assert all((rule.document, rule.issuer, rule.date, rule.source, rule.checked_on))


def test_procurement_of_innovation_products_is_stopped_since_2011(shipped):
    stopped = LaterRule.objects.of_policy(shipped).filter(effect="stopped")
    assert {rule.article.number for rule in stopped} == {20}
    assert {"财库〔2011〕85号", "国办发明电〔2011〕41号"} <= {rule.document_number for rule in stopped}


def test_loading_again_adds_what_is_missing_and_keeps_what_editors_did(shipped):
    changed, withdrawn, gone = LaterRule.objects.of_policy(shipped).order_by("pk")[:3]
    LaterRule.objects.filter(pk=changed.pk).update(explanation="编辑改过的说明")
    LaterRule.objects.filter(pk=withdrawn.pk).update(status=LinkStatus.WITHDRAWN)
    gone.delete()
    assert load_again() == 1
    assert load_shipped_later_rules() == 0
    changed.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (changed.explanation, withdrawn.status) == ("编辑改过的说明", LinkStatus.WITHDRAWN)
