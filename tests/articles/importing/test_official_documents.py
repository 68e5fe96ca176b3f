"""Official documents in the base: records, several in one notice, pages, filters, formats, versions."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.api import fields
from articles.exports.akn import akn_xml
from articles.exports.exported_content import content_of
from articles.importing.batch import import_files
from articles.importing.readers import SourceText
from articles.importing.store import import_source
from articles.links.documents.relations import relations_of
from articles.models import Policy, PolicyRecord, PolicyRevision

pytestmark = pytest.mark.django_db
ORDINARY = """索引号：0001/2023　主题分类：财政
公文种类：意见　公开方式：主动公开
某市人民政府关于支持企业融资的意见
某政规〔2023〕12号
各区人民政府：
一、降低成本。
二、本意见自2023年6月1日起施行，有效期5年。
附件：某表
某市人民政府
2023年5月6日
（联系人：李某）
"""
SEVERAL = """某市人民政府办公厅关于印发甲乙两个规定的通知
某政办发〔2024〕20号
各区人民政府：
现将《甲类单位规定》和《乙类企业规定》印发给你们，并提出要求：
一、认真组织。
二、按时报告。
某市人民政府办公厅
2024年5月6日
甲类单位规定
一、甲类一。
二、甲类二。
乙类企业规定
一、乙类一。
二、乙类二。
"""


def imported_policy(text: str = ORDINARY) -> Policy:
    return import_source(SourceText("某.txt", "txt", text)).policy


def texts(policy: Policy) -> list[str]:
    return [article.text for article in policy.articles.in_order()]


def test_each_document_of_a_notice_is_a_policy_of_its_own_that_says_who_printed_it(tmp_path):
    path = tmp_path / "两个规定.txt"
    path.write_text(SEVERAL, encoding="utf-8")
    out = StringIO()
    call_command("import_policy", str(path), stdout=out)
    notice = Policy.objects.get(document_number="某政办发〔2024〕20号")
    first, second = (Policy.objects.get(title=title) for title in ("甲类单位规定", "乙类企业规定"))
    assert [texts(policy) for policy in (notice, first, second)] == [
        ["认真组织。", "按时报告。"],
        ["甲类一。", "甲类二。"],
        ["乙类一。", "乙类二。"],
    ]
    printed = "《某市人民政府办公厅关于印发甲乙两个规定的通知》（某政办发〔2024〕20号）"
    for policy in (first, second):
        assert [str(record) for record in policy.records.all()] == [f"印发它的通知：{printed}"]
        assert [issuer.name for issuer in policy.issuers.all()] == ["某市人民政府办公厅"]
        assert (policy.document_number, str(policy.signed_on), policy.kind) == ("", "2024-05-06", "policy")
        assert [(row.kind, row.direction, row.policy) for row in relations_of(policy)] == [
            ("prints", "in", notice)
        ]
    assert f"由{printed}印发，同一文件中有几件" in out.getvalue()
    assert "新增 3 件" in out.getvalue()


def test_the_same_notice_again_changes_nothing_and_another_of_that_name_is_another(tmp_path):
    paths = [tmp_path / "某市.txt", tmp_path / "另一市.txt"]
    paths[0].write_text(SEVERAL, encoding="utf-8")
    paths[1].write_text(
        SEVERAL.replace("某市", "另市").replace("某政", "另政").replace("类一", "类首"), encoding="utf-8"
    )
    assert [str(outcome.result) for outcome in import_files(paths)] == ["新增"] * 6
    assert [str(outcome.result) for outcome in import_files(paths)] == ["无变化"] * 6
    assert Policy.objects.titled("甲类单位规定").count() == 2


def test_what_a_document_says_of_itself_is_kept_with_its_source():
    policy = imported_policy()
    assert policy.kind == "normative"
    assert {(record.kind, record.value, record.source) for record in policy.records.all()} == {
        ("index_number", "0001/2023", "record"),
        ("topic", "财政", "record"),
        ("genre", "意见", "record"),
        ("openness", "主动公开", "record"),
        ("validity", "5年", "text"),
        ("annex_list", "附件：某表", "tail"),
        ("contact", "（联系人：李某）", "tail"),
    }
    validity = policy.records.get(kind="validity")
    assert (str(validity.day), validity.quote) == ("2028-05-31", texts(policy)[1])
    assert PolicyRevision.objects.get(policy=policy).snapshot["records"][0]["value"] == "0001/2023"


def test_the_page_shows_records_and_the_list_is_narrowed_by_them(client):
    policy = imported_policy()
    page = client.get(policy.get_absolute_url()).content.decode()
    assert "来源：著录表" in page
    assert '5年<span class="hint">至2028年5月31日</span>' in page
    policies = client.get("/policies/", {"genre": "意见", "topic": "财政"}).context["page"].object_list
    assert list(policies) == [policy]
    assert client.get("/policies/", {"genre": "通知"}).context["page"].paginator.count != 1
    answer = client.get("/api/v1/policies/", {"topic": "财政"}).json()
    assert [result["slug"] for result in answer["results"]] == [policy.slug]


def test_records_are_in_the_api_and_in_akoma_ntoso(client):
    policy = imported_policy()
    records = client.get(f"/api/v1/policies/{policy.slug}/").json()["records"]
    assert {"kind", "value", "source", "quote", "day"} == set(records[0])
    assert fields.PolicyFields().fields["records"].many
    xml = akn_xml(content_of(policy)).decode()
    assert '<keyword eId="meta__keyword_1" value="财政" showAs="财政" dictionary="主题分类"/>' in xml
    assert "<p>索引号：0001/2023</p>" in xml


def test_a_newer_text_brings_its_own_records_and_keeps_those_of_editors():
    policy = imported_policy()
    PolicyRecord.objects.create(policy=policy, position=99, kind="keywords", value="融资", source="editor")
    imported_policy(ORDINARY.replace("0001/2023", "0002/2023"))
    records = policy.records.in_order().values_list("kind", "value")
    assert ("index_number", "0002/2023") in records
    assert ("index_number", "0001/2023") not in records
    assert records.last() == ("keywords", "融资")
