"""Questions of fact, example profiles, sizes and sectors: the tables beside the measures."""

import pytest

from articles.text.citing.quoting.quote_notation import locate
from tests.guidance.content import ACTIVITIES, KINDS, POLICY, SIZES, shipped_data, texts

FACTS = shipped_data("guidance/facts.toml")["fact"]
EXAMPLES = shipped_data("guidance/examples.toml")["example"]
INDUSTRIES = shipped_data("guidance/sizes.toml")["industry"]
SECTORS = {row["code"]: row["name"] for row in shipped_data("guidance/sectors.toml")["sector"]}
INDICATORS = {"employees", "revenue", "assets"}

# 国统字〔2017〕213号: lower bounds of 大型, 中型, 小型 as the annexed table prints them.
TABLE = """
农、林、牧、渔业 revenue 20000 500 50
工业 employees 1000 300 20 revenue 40000 2000 300
建筑业 revenue 80000 6000 300 assets 80000 5000 300
批发业 employees 200 20 5 revenue 40000 5000 1000
零售业 employees 300 50 10 revenue 20000 500 100
交通运输业 employees 1000 300 20 revenue 30000 3000 200
仓储业 employees 200 100 20 revenue 30000 1000 100
邮政业 employees 1000 300 20 revenue 30000 2000 100
住宿业 employees 300 100 10 revenue 10000 2000 100
餐饮业 employees 300 100 10 revenue 10000 2000 100
信息传输业 employees 2000 100 10 revenue 100000 1000 100
软件和信息技术服务业 employees 300 100 10 revenue 10000 1000 50
房地产开发经营 revenue 200000 1000 100 assets 10000 5000 2000
物业管理 employees 1000 300 100 revenue 5000 1000 500
租赁和商务服务业 employees 300 100 10 assets 120000 8000 100
其他未列明行业 employees 300 100 10
""".strip()


def measures() -> list[dict]:
    """Measures and limits."""
    content = shipped_data(f"guidance/measures/{POLICY}.toml")
    return [*content["measure"], *content["limit"]]


def test_each_fact_is_a_criterion_of_a_measure_or_a_proviso_of_a_ministry_and_stands_once():
    criteria = {
        condition["fact"] for row in measures() for condition in row["conditions"] if "fact" in condition
    }
    provisos = {row["only_if"] for measure in measures() for row in measure["ministries"] if "only_if" in row}
    assert sorted(fact["code"] for fact in FACTS) == sorted(criteria | provisos)
    assert provisos == {fact["code"] for fact in FACTS if "quote" not in fact}


def test_what_settles_a_fact_is_an_answer_that_there_is():
    vocabularies = {"kinds": KINDS, "activities": ACTIVITIES, "size": {*SIZES}, "ownership": {"foreign"}}
    settled = [row[key] for row in FACTS for key in ("implied_by", "denied_by") if key in row]
    assert settled
    for name, values in ((name, values) for row in settled for name, values in row.items()):
        answers = {values} if isinstance(values, str) else set(values)
        assert answers <= vocabularies.get(name, {"yes"}), name


@pytest.mark.parametrize("fact", [fact for fact in FACTS if "quote" in fact], ids=lambda fact: fact["code"])
def test_a_fact_is_a_question_with_its_words_in_the_article(fact):
    assert fact["question"].endswith("？")
    assert fact["help"].endswith("。")
    assert locate(texts()[fact["article"]], fact["quote"])
    asking = [row for row in measures() if fact["code"] in [part.get("fact") for part in row["conditions"]]]
    assert fact["article"] in {row["article"] for row in asking}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_an_example_profile_uses_known_codes_only(example):
    assert example["description"]
    assert set(example["kinds"]) <= KINDS
    assert example["kinds"]
    assert example["size"] in [*SIZES, "unknown"]
    assert example["ownership"] in {"domestic", "foreign"}
    assert example["multinational"] in {True, False}
    assert example["sector"] in SECTORS
    assert {*example["activities"], *example["needs"]} <= ACTIVITIES
    assert set(example["facts"]) <= {fact["code"] for fact in FACTS}
    assert set(example["facts"].values()) <= {"yes", "no", "unknown"}


def test_the_example_profiles_are_varied():
    assert 8 <= len({example["name"] for example in EXAMPLES}) == len(EXAMPLES) <= 12
    assert len({kind for example in EXAMPLES for kind in example["kinds"]}) >= 7
    assert {example["ownership"] for example in EXAMPLES} == {"domestic", "foreign"}
    assert {example["size"] for example in EXAMPLES} == {*SIZES, "unknown"}


def test_the_thresholds_of_size_are_those_of_the_table():
    rows = [
        " ".join([row["name"], *(f"{key} {bounds(row, key)}" for key in row["large"])]) for row in INDUSTRIES
    ]
    assert rows == TABLE.splitlines()


def bounds(row: dict, indicator: str) -> str:
    return " ".join(f"{row[size][indicator]}" for size in ("large", "medium", "small"))


@pytest.mark.parametrize("row", INDUSTRIES, ids=lambda row: row["code"])
def test_an_industry_asks_the_same_indicators_at_each_size_and_bounds_fall(row):
    assert set(row["large"]) == set(row["medium"]) == set(row["small"]) <= INDICATORS
    for indicator in row["large"]:
        assert row["large"][indicator] > row["medium"][indicator] > row["small"][indicator] > 0


def test_a_sector_tells_one_industry_at_most():
    sections = [code for row in INDUSTRIES for code in row["sections"]]
    assert len(sections) == len(set(sections))
    assert set(sections) == set("ABCDELMNOR")


def test_the_rule_of_size_stands_beside_the_table():
    table = shipped_data("guidance/sizes.toml")
    assert "国统字〔2017〕213号" in table["source"]
    assert "须同时满足所列指标的下限，否则下划一档" in table["rule"]


def test_the_sectors_are_the_twenty_of_the_classification():
    assert "".join(SECTORS) == "ABCDEFGHIJKLMNOPQRST"
    assert SECTORS["C"] == "制造业"
    assert SECTORS["M"] == "科学研究和技术服务业"
    assert len(set(SECTORS.values())) == 20
