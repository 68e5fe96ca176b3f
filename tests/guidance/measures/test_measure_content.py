"""The measures that ship say what the policy says: quotes, limiting words and numbers are checked against it.

Pure: files against files, no database. Each rule is a function that returns what is wrong, so that it is also
run on a copy with one thing spoilt and has to notice.
"""

import re
from collections import Counter
from copy import deepcopy
from difflib import SequenceMatcher

import pytest

from articles.text.citing.quoting.quote_notation import QuoteError, locate
from guidance.measures.limiting_notes import unfounded_notes
from tests.guidance.content import ACTIVITIES, KINDS, POLICY, SIZES, shipped_data, texts

CRITERIA = {"fact", "size", "ownership", "multinational", "sector", "activity"}
_FIELDS = """
slug article title promise quotes instruments force verb beneficiaries beneficiaries_note activities
conditions ministries notes questions
"""
FIELDS = set(_FIELDS.split())
WAIVED = {"beneficiaries_criterion", "beneficiaries_waiver"}
STATED = {"amount", "deadline", "office", "application"}
# What the policy gives nowhere (原文陷阱 53, 58): as soon as it stands in a promise it is made up.
FIXED_TERMS = re.compile("《[^》]+》")
#: What the State does not promise more of: a promise keeps the verb of its clause.
WEAK_VERBS = ["鼓励", "支持", "引导", "扶持", "吸引"]
HAD = ["可以拿到", "可以获得", "能拿到", "享受", "可申请", "可以申请", "发放"]
#: Words of clauses that decide, and plain words that say the same.
LIMITING_WORDS = {
    "国内企业": [],
    "国家急需": [],
    "国家重大科技专项": [],
    "国内不能生产": [],
    "确有必要进口": ["确需进口"],
    "认定为国家自主创新产品": [],
    "自主知识产权": [],
    "中小企业": [],
    "大企业": [],
    "有条件": [],
    "主要技术骨干": [],
    "技术人员": [],
    "大型跨国公司": [],
    "国外企业": [],
    "国内尚不能提供": ["国内还不能提供"],
    "《国家产业技术发展指南》": [],
    "重大产业关键技术": ["重大的产业关键技术"],
    "重点工程项目": [],
}
INVENTED = ["万元", "%", "％", "补贴", "奖励", "现行有效", "截止", "申报", "办理"]


@pytest.fixture
def content() -> dict:
    return deepcopy(shipped_data(f"guidance/measures/{POLICY}.toml"))


def clauses(content: dict) -> list[dict]:
    """Measures and limits."""
    return [*content["measure"], *content["limit"]]


def measure(content: dict, slug: str) -> dict:
    return next(row for row in clauses(content) if row["slug"] == slug)


def evidence(row: dict) -> list[str]:
    """Every quote a measure rests on."""
    parts = row["beneficiaries"] + row["activities"] + row["conditions"]
    return row["quotes"] + [part["quote"] for part in parts]


def misquotes(content: dict) -> list[str]:
    wrong = []
    for row in clauses(content):
        for quote in evidence(row):
            try:
                locate(texts()[row["article"]], quote)
            except QuoteError as error:
                wrong.append(f"{row['slug']}：{error}")
    return wrong


def longest_shared(first: str, second: str) -> str:
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[match.a : match.a + match.size]


def promises_not_in_plain_words(content: dict) -> list[str]:
    """One sentence of 60 characters at most, which does not repeat the clause; names of documents may be."""
    wrong = []
    for row in clauses(content):
        plain = FIXED_TERMS.sub("#", row["promise"])
        shared = max((longest_shared(plain, quote) for quote in row["quotes"]), key=len)
        short = len(row["promise"]) <= 60 and row["promise"].count("。") == 1
        wrong += [] if len(shared) < 14 and short else [f"{row['slug']}：{shared or row['promise']}"]
    return wrong


def promises_beyond_the_verb(content: dict) -> list[str]:
    """What the clause encourages or supports is promised as that; nothing is said to be had."""
    wrong = []
    for row in clauses(content):
        promise, verb = row["promise"], row["verb"]
        missing = [word for word in WEAK_VERBS if word in verb and word not in promise]
        gained = [word for word in HAD if word in promise]
        wrong += [f"{row['slug']}：{word}" for word in (*missing, *gained)]
    return wrong


def limits_told_in_notes_alone(content: dict) -> list[str]:
    return unfounded_notes(clauses(content))


def limiting_words_left_out(content: dict) -> list[str]:
    """Words of the clause that decide stand in its promise, as they are or in the plain words for them."""
    return [
        f"{row['slug']}：{words}"
        for row in clauses(content)
        for words, plain in LIMITING_WORDS.items()
        if any(words in condition["quote"] for condition in row["conditions"])
        and not any(word in row["promise"] for word in (words, *plain))
    ]


def unfounded_words(content: dict) -> list[str]:
    wrong = []
    for row in clauses(content):
        text = texts()[row["article"]]
        wording = row["title"] + row["promise"]
        wrong += [f"{row['slug']}：{word}" for word in INVENTED if word in wording]
        wrong += [f"{row['slug']}：{digit}" for digit in re.findall(r"\d+", wording) if digit not in text]
        wrong += [f"{row['slug']}：现行有效" for note in row["notes"] if "现行有效" in note["text"]]
        wrong += [f"{row['slug']}：{field}" for field in STATED & set(row)]
    return wrong


def verbs_without_force(content: dict) -> list[str]:
    """The verb stands in a quote, and the article's links to the kinds of force class it the same way."""
    forces = shipped_data(f"links/{POLICY}/forces.toml")
    wrong = []
    for row in content["measure"]:
        marked = forces[row["article"]]["named"].get(row["force"], [])
        classed = any(row["verb"] in phrase or phrase.partition("#")[0] in row["verb"] for phrase in marked)
        if not classed or not any(row["verb"] in quote for quote in row["quotes"]):
            wrong.append(f"{row['slug']}：{row['verb']}")
    return wrong


def unknown_codes(content: dict) -> list[str]:
    facts = {fact["code"] for fact in shipped_data("guidance/facts.toml")["fact"]}
    wrong = []
    for row in clauses(content):
        wrong += [part["kind"] for part in row["beneficiaries"] if part["kind"] not in KINDS]
        wrong += [part["code"] for part in row["activities"] if part["code"] not in ACTIVITIES]
        wrong += [row["slug"] for condition in row["conditions"] if len(CRITERIA & set(condition)) != 1]
        for condition in row["conditions"]:
            wrong += {condition.get("fact")} - facts - {None}
            wrong += set(condition.get("size", [])) - set(SIZES)
            wrong += {condition.get("ownership")} - {"domestic", "foreign", None}
            wrong += {condition.get("activity")} - ACTIVITIES - {None}
    return wrong


def linked_to(tables: dict) -> set[str]:
    """The entities that a text is linked to, by its words or by an editor's judgement."""
    return {*tables.get("named", {}), *(link["entity"] for link in tables.get("editorial", ()))}


def unlinked_entities(content: dict) -> list[str]:
    """Instruments and ministries of a measure are among those its article is linked to, and are no groups."""
    entities = shipped_data("entities/instruments.toml")["entity"]
    groups = {entity["slug"] for entity in entities if entity.get("group")}
    instruments = shipped_data(f"links/{POLICY}/instruments.toml")
    ministries = shipped_data(f"links/{POLICY}/ministries.toml")
    wrong = []
    for row in clauses(content):
        judged = {link["entity"] for link in ministries.get(row["article"], {}).get("editorial", ())}
        wrong += set(row["instruments"]) - (linked_to(instruments[row["article"]]) - groups)
        wrong += {link["ministry"] for link in row["ministries"]} - judged
        reasoned = all(link["basis"] == "editorial" and link["reason"] for link in row["ministries"])
        wrong += [] if reasoned and (row["ministries"] or not judged) else [row["slug"]]
    return wrong


def badly_covered_articles(content: dict) -> list[str]:
    with_one = {row["article"] for row in content["measure"]}
    without = [row["article"] for row in content["without"]]
    counts = Counter([*with_one, *without])
    return [number for number in {*texts(), *counts} if counts[number] != 1 or number not in texts()]


def malformed_rows(content: dict) -> list[str]:
    slugs = Counter(row["slug"] for row in clauses(content))
    wrong = [
        slug for slug, times in slugs.items() if times > 1 or not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
    ]
    for row in clauses(content):
        is_asked = row in content["limit"] or 3 <= len(set(row["questions"])) == len(row["questions"]) <= 40
        fine = (
            FIELDS - {"questions"} <= set(row) <= FIELDS | STATED | WAIVED | {"serves"}
            and is_asked
            and len(row["title"]) <= 30
            and 1 <= len(row["quotes"]) <= 3
            and row["instruments"]
            and row["activities"]
            and all(question == question.strip() != "" for question in row.get("questions", ()))
            and (row["beneficiaries"] or row["beneficiaries_note"])
            and all(note["text"] and note["source"] for note in row["notes"])
        )
        wrong += [] if fine else [row["slug"]]
    return wrong + [row["article"] for row in content["without"] if not row["reason"].endswith("。")]


def spoil(slug: str, **changes):
    return lambda content: measure(content, slug).update(changes)


DUTY = "import-duty-major-projects"
RULES = [
    (misquotes, spoil(DUTY, quotes=["对承担国家重大科技专项的企业进口设备免征进口关税"])),
    (misquotes, spoil(DUTY, activities=[{"code": "goods_import", "quote": "免征进口关税"}])),
    (
        promises_not_in_plain_words,
        spoil("stock-options", promise="国家支持企业对主要技术骨干实施期权等激励措施。"),
    ),
    (promises_not_in_plain_words, spoil(DUTY, promise="企业进口仪器免关税。" * 2)),
    (promises_beyond_the_verb, spoil("stock-options", promise="企业给主要技术骨干期权的，国家会补助。")),
    (promises_beyond_the_verb, spoil("stock-options", promise="国家支持，主要技术骨干可以拿到期权。")),
    (limiting_words_left_out, spoil("stock-options", promise="国家会支持企业给员工期权。")),
    (limiting_words_left_out, spoil("sme-technology-credit", promise="国家增加技术发展信贷的额度。")),
    (
        limits_told_in_notes_alone,
        spoil("graduate-recruitment", notes=[{"text": "限于本科。", "source": "x"}]),
    ),
    (limits_told_in_notes_alone, spoil("technology-trading", beneficiaries_note="只及单位，不包括个人。")),
    (
        limits_told_in_notes_alone,
        spoil("stock-options", notes=[{"text": "不是全体员工。", "source": "x", "criterion": "fact:rich"}]),
    ),
    (misquotes, spoil("prohibited-and-restricted-imports", quotes=["禁止进口一切设备"])),
    (unfounded_words, spoil("technical-renovation", title="技术改造补贴")),
    (unfounded_words, spoil("subcontracting-share", promise="确保国内企业有30的分包比例。")),
    (unfounded_words, spoil(DUTY, deadline={"value": "年底", "source": "第二十五条"})),
    (unfounded_words, spoil(DUTY, notes=[{"text": "本条现行有效。", "source": "原文"}])),
    (verbs_without_force, spoil(DUTY, force="guiding")),
    (verbs_without_force, spoil(DUTY, verb="减征")),
    (unknown_codes, spoil(DUTY, conditions=[{"fact": "rich", "quote": "企业"}])),
    (unknown_codes, spoil(DUTY, conditions=[{"quote": "企业"}])),
    (unknown_codes, spoil(DUTY, beneficiaries=[{"kind": "company", "quote": "企业"}])),
    (unlinked_entities, spoil(DUTY, instruments=["tax-incentives"])),
    (
        unlinked_entities,
        spoil(DUTY, ministries=[{"ministry": "moe", "basis": "editorial", "reason": "职责。"}]),
    ),
    (badly_covered_articles, lambda content: content["without"].pop()),
    (
        badly_covered_articles,
        lambda content: content["without"].append({"article": "25", "reason": "限制。"}),
    ),
    (malformed_rows, lambda content: content["measure"].append(content["measure"][0])),
    (
        malformed_rows,
        spoil(DUTY, title="承担国家重大科技专项的企业进口关键科研仪器设备原材料零部件免征关税增值税"),
    ),
    (malformed_rows, spoil("international-standards", beneficiaries_note="")),
    (
        malformed_rows,
        spoil(DUTY, questions=["进口仪器免税吗", "进口材料免税吗", "进口仪器免税吗", "关税能免吗"]),
    ),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _ in RULES), ids=lambda rule: rule.__name__)
def test_the_shipped_measures_keep_the_rule(rule, content):
    assert rule(content) == []


@pytest.mark.parametrize(("rule", "spoilt"), RULES)
def test_the_rule_notices_what_is_spoilt(rule, spoilt, content):
    spoilt(content)
    assert rule(content) != []


def test_there_are_25_to_45_measures_in_the_order_of_the_document(content):
    numbers = [int(row["article"]) for row in content["measure"]]
    assert 25 <= len(numbers) <= 45
    assert numbers == sorted(numbers)


def test_every_activity_a_visitor_can_choose_leads_to_a_measure(content):
    assert {part["code"] for row in content["measure"] for part in row["activities"]} == ACTIVITIES


def criteria(row: dict) -> list[tuple]:
    return [(key, condition[key]) for condition in row["conditions"] for key in CRITERIA & set(condition)]


def test_traps_45_and_47_article_25_holds_three_measures_with_conditions_of_their_own(content):
    rows = [row for row in content["measure"] if row["article"] == "25"]
    assert [criteria(row) for row in rows] == [
        [("fact", "urgently_needed_by_the_state")],
        [
            ("fact", "undertakes_national_major_project"),
            ("fact", "imports_not_made_in_china"),
            ("fact", "imports_key_research_goods"),
        ],
        [
            ("fact", "supported_major_equipment"),
            ("fact", "import_is_necessary"),
            ("fact", "imports_key_parts_or_materials"),
        ],
    ]


def test_trap_48_both_exemptions_say_that_ordinary_equipment_is_not_meant(content):
    exempt = [row for row in content["measure"] if row["instruments"] == ["import-tax-exemption"]]
    assert len(exempt) == 2
    assert all(any("普通生产设备不在此列" in note["text"] for note in row["notes"]) for row in exempt)


def test_trap_49_procurement_asks_four_conditions_at_once(content):
    assert criteria(measure(content, "innovation-product-procurement")) == [
        ("ownership", "domestic"),
        ("fact", "self_developed_with_own_ip"),
        ("fact", "major_equipment_or_product"),
        ("fact", "recognised_innovation_product"),
    ]


def test_trap_51_whoever_imports_technology_is_told_of_article_23(content):
    assert "23" in {row["article"] for row in content["without"]}
    for row in content["measure"]:
        if "tech_import" in {part["code"] for part in row["activities"]}:
            assert any(note["source"] == "第二十三条" for note in row["notes"]), row["slug"]


def test_article_10_is_for_key_technology_in_its_first_sentence_and_for_smaller_enterprises_in_its_second(
    content,
):
    rows = [row for row in content["measure"] if row["article"] == "10"]
    assert [criteria(row) for row in rows] == [
        [("fact", "major_key_or_common_technology")],
        [("size", ["micro", "small", "medium"]), ("fact", "credit_for_technology")],
    ]


def test_the_limits_are_duties_and_bans_of_four_articles(content):
    assert {row["article"] for row in content["limit"]} == {"2", "19", "23", "24"}


def test_trap_56_goals_and_calls_hold_no_measure(content):
    assert {"1", "2", "3", "8"} <= {row["article"] for row in content["without"]}
