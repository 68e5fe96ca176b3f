"""What kind of document a text is, after 立法法 (2023): who made it, and what it calls itself."""

import pytest

from articles.text.parsing.document_kinds import document_kind

CONGRESS = "全国人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("title", "facts", "kind"),
    [
        ("关于某事的决定", {"issuers": ["全国人民代表大会"]}, "law"),
        ("关于某事的决定", {"issuers": [CONGRESS]}, "law"),
        ("中华人民共和国科技进步法", {}, "law"),
        ("中华人民共和国民法典", {}, "law"),
        ("中华人民共和国专利法（2020年修正）", {}, "law"),
        ("中华人民共和国专利法实施细则", {}, "regulation"),
        ("中华人民共和国某办法", {}, "regulation"),  # 办法 is no 法
        ("某专利法", {}, "policy"),
        ("关于适用某法的解释", {"issuers": ["最高人民法院"]}, "interpretation"),
        ("关于适用某法的解释", {"issuers": ["公安部", "最高人民检察院"]}, "interpretation"),
        ("最高人民法院关于适用某法的解释", {}, "interpretation"),
        ("最高人民检察院关于某事的规定", {"order": "令第1号"}, "interpretation"),
        ("关于最高人民法院的报告", {}, "policy"),
        ("某市条例", {"issuers": ["某省人民代表大会常务委员会"]}, "local"),
        ("某条例", {"issuers": ["国务院"], "order": "国务院令第685号"}, "regulation"),
        ("某办法", {"order": "国务院国有资产监督管理委员会令第42号"}, "rule"),
        ("某决定", {"order": "国务院 中央军事委员会令第788号"}, "regulation"),
        ("某决定", {"order": "国务院中央军事委员会令第788号"}, "regulation"),
        ("某规定", {"issuers": ["某部"], "approved_by_state_council": True}, "regulation"),
        ("某规定", {"issuers": ["某部"], "order": "某部令第5号"}, "rule"),
        ("某办法", {"issuers": ["国务院"]}, "regulation"),
        ("某细则", {"issuers": ["国务院"]}, "regulation"),
        ("某规定", {"issuers": ["国务院"]}, "regulation"),
        ("某意见", {"issuers": ["国务院"]}, "policy"),
        ("北京某决定", {"issuers": ["国务院"]}, "policy"),
        ("北京市某条例", {"issuers": ["国务院办公厅"]}, "policy"),
        ("北京市某条例", {}, "local"),
        ("某市某办法", {"issuers": ["某市人力资源和社会保障局"], "number": "某人社发〔2019〕6号"}, "policy"),
        ("某市某办法", {"issuers": ["某市某局"], "number": "某人社规字〔2019〕6号"}, "normative"),
        ("某市某规定", {"issuers": ["某市自然资源和规划局"], "number": "某自然资规划〔2019〕6号"}, "policy"),
        ("某省某办法", {"issuers": ["某省人民政府"], "order": "某省人民政府令第310号"}, "localrule"),
        ("某县某办法", {"issuers": ["某县人民政府"], "order": "某县人民政府令第3号"}, "policy"),
        ("中国共产党某条例", {"issuers": ["中共中央"]}, "party"),
        ("某规定", {"issuers": ["中共中央办公厅", "国务院办公厅"]}, "party"),
        ("关于某工作的意见", {"issuers": ["中共某省委", "某省人民政府"]}, "policy"),
        ("某须知", {"issuers": ["某局"], "stated": "其他"}, "other"),
        ("某措施", {"issuers": ["某局"], "stated": "行政规范性文件"}, "normative"),
        ("某市某办法", {"issuers": ["某局"], "stated": "地方性法规"}, "policy"),
        ("深圳经济特区某条例（试行）", {}, "local"),
        ("深圳经济特区某规定", {}, "policy"),  # a bureau's may be called so, too
        ("广东某办法（试行）", {}, "policy"),
        ("某市某规定", {"adopted_by_congress": True}, "local"),
        ("某市人民代表大会常务委员会议事规则", {}, "local"),
        ("全国人民代表大会常务委员会议事规则", {}, "policy"),
        ("广东某通知", {}, "policy"),
        ("某条例", {}, "regulation"),  # 行政法规制定程序条例 art. 5: no rule may be called 条例
        ("某办法", {"issuers": ["某部"]}, "policy"),
        ("国家产业技术政策", {"issuers": ["工业和信息化部"]}, "policy"),
        ("", {}, "policy"),
    ],
)
def test_a_kind_follows_from_maker_order_and_title(title, facts, kind):
    assert document_kind(title, **{"issuers": [], **facts}) == kind


def test_of_an_endless_title_the_beginning_counts():
    assert document_kind("某" * 298 + "条例", issuers=[]) == "regulation"
    assert document_kind("某" * 299 + "条例", issuers=[]) == "policy"
    assert document_kind("某" * 298 + "条例" + "尾", issuers=[]) == "regulation"
