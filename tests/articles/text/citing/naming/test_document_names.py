"""Names in 《》: documents, papers and forms, the short names that a text gives, and numbers beside them."""

import pytest

from articles.text.citing.naming.document_names import (
    explained_names,
    is_explanation,
    is_generic,
    is_not_a_document,
    is_surely_document,
    short_names,
    without_tail,
    without_version,
)
from articles.text.citing.naming.named_beside import (
    Beside,
    is_alike,
    numbers_and_issuers,
    stands_in,
    without_issuer,
)
from articles.text.citing.naming.numbered_documents import (
    lone_numbers,
    number_that_published,
    numbered_titles,
    numbers_of_titles,
)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("某办法（试行）", "某办法"),
        ("某规划（2018—2035年）", "某规划"),
        ("某目录2018年版", "某目录"),
        ("某目录（2019年本）（修订）", "某目录"),
        ("某 办 法", "某办法"),
        ("某条例修订草案", "某条例"),
        ("（试行）办法", "（试行）办法"),
    ],
)
def test_what_may_follow_the_kind_of_a_document_is_left_out(name, bare):
    assert without_tail(name) == bare


@pytest.mark.parametrize("name", ["某办法（试行）", "中国制造总则", "某规划（2018—2035年）"])
def test_documents_end_like_documents(name):
    assert is_surely_document(name)
    assert not is_not_a_document(name)


@pytest.mark.parametrize("name", ["人民日报", "工伤认定申请表", "营业执照（副本）", "某单（2020年版）"])
def test_papers_and_forms_are_no_documents(name):
    assert is_not_a_document(name)
    assert not is_surely_document(name)


def test_a_protocol_and_a_white_paper_are_no_forms():
    assert not is_not_a_document("某议定书")
    assert not is_not_a_document("某白皮书")


@pytest.mark.parametrize(
    ("name", "generic"),
    [("通知", True), ("实施方案（试行）", True), ("某实施方案", False), ("方案要求", False)],
)
def test_a_kind_alone_is_no_title(name, generic):
    assert is_generic(name) is generic


def test_the_first_short_name_counts():
    texts = [
        "按《水污染防治规划》（以下简称《规划》）和《某办法》（国发〔2004〕20号，下称“办法”）",
        "又见《大气规划》（以下简称《规划》）、《某通知》",
    ]
    assert short_names(texts) == {"规划": "水污染防治规划", "办法": "某办法"}


@pytest.mark.parametrize(
    ("title", "explains"),
    [
        ("《某办法》政策解读", True),
        ("就修订《某办法》答记者问", True),
        ("关于转发《〈某办法〉解读》的通知", False),
        ("关于转发《某办法解读》的通知", False),
        ("某办法解读", False),
    ],
)
def test_an_explanation_says_so_outside_the_name(title, explains):
    assert is_explanation(title) is explains


def test_an_explanation_calls_its_document_by_its_kind():
    title = "某省商业特许管理办法"
    assert explained_names(f"《{title}》解读") == {"办法": title, "管理办法": title}
    assert explained_names("《某方案（2021年版）》解读") == {"方案": "某方案（2021年版）"}
    assert explained_names("《某省暂行实施办法》解读") == {
        "办法": "某省暂行实施办法",
        "实施办法": "某省暂行实施办法",
    }
    assert set(explained_names("《某省专项行动计划》解读")) == {"计划", "行动计划"}
    assert set(explained_names("《关于减免房产税的函》解读")) == {"函"}
    assert explained_names("《办法》解读") == {}
    assert explained_names(f"关于印发《{title}》的通知") == {}
    assert explained_names("某办法解读") == {}


@pytest.mark.parametrize(
    ("title", "without"),
    [
        ("某办法（2021年修正）", "某办法"),
        ("某法(第四次修订版)", "某法"),
        ("某办法（试行）", "某办法（试行）"),
    ],
)
def test_a_version_is_no_part_of_a_title(title, without):
    assert without_version(title) == without


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("按照国发〔2019〕5号和《某办法》（国发〔2020〕6号）办理", ["国发〔2019〕5号"]),
        ("《某办法》国发〔2020〕6号，财税〔2020〕1号", ["财税〔2020〕1号"]),
        ("《某办法》，国发〔2020〕6号", ["国发〔2020〕6号"]),
        ("国发〔2020〕6号《某办法》", ["国发〔2020〕6号"]),
        ("《某办法》　（财政部令第8号），依照国务院令第722号", ["国务院令第722号"]),
        ("某省政府令第312号公布的《某办法》和国发〔2019〕5号", ["国发〔2019〕5号"]),
        ("按国发〔2019〕5号文件印发的《某办法》", []),
        ("按国发〔2019〕5号执行《某办法》", ["国发〔2019〕5号"]),
        ("依照财政部公告２０２４年第５号", ["财政部公告２０２４年第５号"]),
        ("《某办法》", []),
    ],
)
def test_a_number_that_belongs_to_no_title_stands_for_its_document(text, numbers):
    assert [text[start:end] for _, start, end in lone_numbers(text)] == numbers


def test_the_number_beside_a_title():
    texts = [
        "按《某办法》（国发〔2020〕6号，以下简称《办法》）、《乙规定》(国发〔2021〕7号)办理",
        "《某规划》（2018年）和《某办法》（国发〔2019〕1号）、《丙》",
    ]
    pairs = [("国发〔2020〕6号", "某办法"), ("国发〔2021〕7号", "乙规定"), ("国发〔2019〕1号", "某办法")]
    assert list(numbers_of_titles(texts)) == pairs
    assert numbered_titles(texts) == dict(pairs)
    assert numbered_titles(["《甲》（国发〔2020〕6号）《乙》（国发〔2020〕6号）"]) == {
        "国发〔2020〕6号": "甲"
    }


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("2015年4月25日某省人民政府令第200号公布的", "某省人民政府令第200号"),
        ("国发〔2019〕5号文件印发", "国发〔2019〕5号"),
        ("国发〔2019〕5号、国发〔2020〕6号印发的", "国发〔2020〕6号"),
        ("根据国发〔2019〕5号制定的", ""),
        ("根据", ""),
    ],
)
def test_the_number_that_published_a_title(before, number):
    assert number_that_published(before) == number


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (
            "近日，市发改委印发《关于促进算力的措施》（某发改规〔2024〕7号）。",
            Beside("某发改规〔2024〕7号", frozenset({"市发改委"})),
        ),
        ("根据财政部等3部门联合发布的《关于促进算力的措施》", Beside("", frozenset({"财政部"}))),
        ("落实《关于促进算力的措施》", Beside()),
        ("市财政局、落实《关于促进算力的措施》", Beside()),
        ("由市财政局根据《关于促进算力的措施》", Beside()),
        ("市财政局负责，落实《关于促进算力的措施》", Beside()),
        (
            "《关于促进算力的措施》（国发〔2024〕7号），《关于促进算力的措施》（国发〔2024〕8号）",
            Beside(),
        ),
        (
            "市财政局印发《关于促进算力的措施》，县财政局印发《关于促进算力的措施》",
            Beside("", frozenset({"市财政局", "县财政局"})),
        ),
    ],
)
def test_a_text_says_the_number_and_the_issuer_beside_a_title(text, beside):
    assert numbers_and_issuers([text]) == {"关于促进算力的措施": beside}


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("某市发展和改革委员会关于促进算力发展的若干措施", "关于促进算力发展的若干措施"),
        ("某市关于支持关于某事的措施", "关于支持关于某事的措施"),
        ("国务院办公厅转发某部关于某事的意见", ""),
        ("某市促进算力发展的若干措施", ""),
        ("关于促进算力发展的若干措施", ""),
    ],
)
def test_a_title_without_its_issuer_begins_at_about(title, bare):
    assert without_issuer(title) == bare


@pytest.mark.parametrize(
    ("name", "title", "alike"),
    [
        ("关于促进算力发展若干措施", "某市关于促进算力发展的若干措施", True),
        ("某市关于促进算力发展的若干措施", "关于促进算力发展若干措施", True),
        ("关于促进算力若干办法", "关于促进算力发展的若干措施", False),
        ("算力措施", "某市算力发展措施", True),
        ("算措施", "某市算力发展措施", False),  # three characters stand in too much
    ],
)
def test_a_name_is_alike_where_its_characters_stand_in_the_title(name, title, alike):
    assert is_alike(name, title) is alike


def test_an_abbreviation_keeps_the_order_of_its_characters():
    assert stands_in("市发改委", "某市发展和改革委员会")
    assert not stands_in("发市改委", "某市发展和改革委员会")
    assert not stands_in("发展委委", "发展和改革委员会")
