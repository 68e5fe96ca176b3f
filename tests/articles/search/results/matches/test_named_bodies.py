"""Bodies by their usual short names lead to their page, and are no misspelt names of others."""

import pytest

from articles.search import analyse_query, entities_named, search


@pytest.fixture
def library(import_text, shipped):
    return import_text("law", "某法\n第一条 甲。\n")  # everyday words of a policy alone are not those of all


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("市监总局", {"国家市场监督管理总局"}),
        ("国税总局", {"国家税务总局"}),
        ("最高院", {"最高人民法院"}),
        ("最高检察院", {"最高人民检察院"}),
        ("两高", {"最高人民法院", "最高人民检察院"}),
        ("央行", {"中国人民银行"}),
        ("国家工信部", {"工业和信息化部"}),
        ("国家发改委", {"国家发展和改革委员会"}),
    ],
)
def test_a_short_name_means_its_body(library, written, names):
    assert {entity.name for entity in entities_named(analyse_query(written))} == names
    results = search(written)
    assert results.correction is None
    assert names <= {hit.name for hit in results.lines if getattr(hit, "label", "") == "部委"}


@pytest.mark.parametrize("written", ["贷款", "国家", "两高项目"])
def test_other_everyday_words_mean_no_body(library, written):
    assert all(entity.kind != "ministry" for entity in entities_named(analyse_query(written)))
