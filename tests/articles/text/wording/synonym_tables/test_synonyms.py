"""The table of synonyms: what a line says, what is refused, and that the shipped one is true to the text."""

import re

import pytest
from django.conf import settings

from articles.models import Article
from articles.search.settings.configuration import shipped_configuration
from articles.text.citing.places.article_citations import parse_citation
from articles.text.wording.characters.folding import fold
from articles.text.wording.synonym_tables.synonyms import (
    Synonym,
    SynonymError,
    parse_synonyms,
    sides_of,
    synonym_problems,
)


def shipped_entries(file: str) -> list[Synonym]:
    return parse_synonyms((settings.CONTENT_DIR / "vocabularies" / file).read_text(encoding="utf-8"))


def test_a_line_gives_an_entry_for_each_everyday_word():
    first, second = parse_synonyms(
        "# 注释\n  # 缩进的注释\n\n免税、减免税 → 免征、进口+关税 | 0.9 | 第二十五条 免征"
    )
    assert (first.word, second.word) == ("免税", "减免税")
    assert first.means == (("免征",), ("进口", "关税"))
    assert (first.weight, first.basis) == (0.9, "第二十五条 免征")


def test_weight_and_basis_may_be_left_out_and_letters_are_folded():
    (entry,) = parse_synonyms("ＶＣ -> 风险投资")
    assert (entry.word, entry.weight, entry.basis) == ("vc", 0.5, "")


many = "/".join(f"甲{number}" for number in range(40))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("免税 免征", "没有“→”"),
        ("免税 →  | 0.5", "第 1 行：“→”两边都要有词"),
        (" → 免征", "两边都要有词"),
        ("免税 → 免征 | 2", "0 与 1 之间"),
        ("免税 → 免征 | 高", "0 与 1 之间"),
        ("甲 → 乙\n甲 → 丙", "第 2 行：“甲”在第 1 行已有"),
        ("甲… → 乙", "“…”和“/”两边都要有词"),
        ("甲/…丁 → 乙", "“…”和“/”两边都要有词"),
        ("爸/妈…再婚 → 乙\n再找、妈…再婚 → 丙", "第 2 行：“妈…再婚”在第 1 行已有"),
        (f"{many}…{many} → 乙", "超过 1000 个说法"),
        ("甲 → 乙…丙", "右边用 +"),
    ],
)
def test_what_cannot_be_read_is_named(line, message):
    with pytest.raises(SynonymError, match=re.escape(message)):
        parse_synonyms(line)


@pytest.mark.parametrize("written", ["辞退…赔", "辞退...赔", "辞退……赔"])
def test_words_that_count_only_together_are_told_apart(written):
    (entry,) = parse_synonyms(f"{written} → 经济补偿")
    assert (entry.word, entry.parts) == ("辞退…赔", (("辞退",), ("赔",)))
    assert entry.mentions("辞退…赔")
    (alone,) = parse_synonyms("辞退 → 解除劳动合同")
    assert alone.parts == (("辞退",),)


def test_a_part_may_be_said_in_several_ways():
    (entry,) = parse_synonyms("爸/妈…再婚/再找…2/3 → 婚姻自由")
    assert entry.parts == (("爸", "妈"), ("再婚", "再找"), ("2/3",))  # a fraction is no choice
    assert list(entry.spellings()) == ["爸…再婚…2/3", "爸…再找…2/3", "妈…再婚…2/3", "妈…再找…2/3"]
    (alone,) = parse_synonyms("tcp/ip → 网络协议")
    assert alone.parts == (("tcp/ip",),)  # only beside other parts
    (most,) = parse_synonyms(f"{'…'.join(['子/丑/寅/卯/辰/巳/午/未/申/酉'] * 3)} → 乙")
    assert len(list(most.spellings())) == 1000


def test_the_shipped_table_has_its_basis_in_the_policy_word_by_word(shipped):
    entries = shipped_entries("synonyms.txt")
    texts = dict(Article.objects.of_policy(shipped).values_list("number", "text"))
    everything = "".join(texts.values())
    assert len(entries) >= 150
    for entry in entries:
        label, _, wording = entry.basis.partition(" ")
        assert wording in texts[parse_citation(label).article], entry
        for together in entry.means:
            for part in together:
                assert part in everything, entry


@pytest.mark.parametrize(
    ("file", "least"), [("everyday_law.txt", 1_000), ("official_terms.txt", 200), ("crimes.txt", 500)]
)
def test_general_words_name_the_article_that_has_the_wording(file, least):
    entries = shipped_entries(file)
    assert len(entries) >= least
    for entry in entries:
        label, _, wording = entry.basis.partition(" ")
        citation = parse_citation(label)
        assert citation, entry
        assert citation.title, entry
        assert citation.article, entry
        matches = [all(part in fold(wording) for part in together) for together in entry.means]
        assert any(matches), entry
        assert (entry.word,) not in entry.means
        assert entry.scope == ""


def test_no_word_is_in_both_general_tables_and_the_policys_own_are_marked_as_such():
    every = parse_synonyms(shipped_configuration().synonyms)  # refuses a word with two lines of one scope
    own = [entry for entry in every if entry.scope]
    assert {entry.scope for entry in own} == {"工信部联科〔2009〕232号"}
    assert len(own) == len(shipped_entries("synonyms.txt"))
    general = [shipped_entries(file) for file in ("everyday_law.txt", "official_terms.txt", "crimes.txt")]
    assert len(every) == len(own) + sum(map(len, general))


def test_the_name_of_a_crime_cites_the_article_that_its_wording_is_of():
    for entry in shipped_entries("crimes.txt"):
        label, _, _ = entry.basis.partition(" ")
        assert entry.means[0] == (label,), entry
        assert parse_citation(label).title == "刑法", entry


def test_a_line_in_brackets_says_of_which_policy_the_lines_below_are():
    table = "甲 → 乙\n【某发〔2024〕1号】  # 只用于它\n甲 → 丙\n【全库】\n丁 → 乙\n"
    assert [(entry.word, entry.means, entry.scope) for entry in parse_synonyms(table)] == [
        ("甲", (("乙",),), ""),
        ("甲", (("丙",),), "某发〔2024〕1号"),
        ("丁", (("乙",),), ""),
    ]
    with pytest.raises(SynonymError, match="第 3 行：“甲”在第 2 行已有"):
        parse_synonyms("【某法】\n甲 → 乙\n甲 → 丙\n")


TABLE = """免税 → 免征 | 0.9
甲 乙
ＶＣ → 风险+投资 | 9
甲 → 丙
甲、戊 → 丁
戊
戊 → 己
"""


def test_all_problems_are_named_and_what_can_be_read_is_not():
    assert list(synonym_problems(TABLE)) == [
        "第 2 行：没有“→”，应写作 免税 → 免征 | 0.9 | 依据",
        "第 3 行：权重“9”应是 0 与 1 之间的数",
        "第 5 行：“甲”在第 4 行已有",
        "第 6 行：没有“→”，应写作 免税 → 免征 | 0.9 | 依据",
        "第 7 行：“戊”在第 5 行已有",
    ]
    assert list(synonym_problems("免税 → 免征\n")) == []


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("免税", True),
        ("税", True),
        ("免征", True),
        ("进口", True),
        ("第25条", True),
        ("ＶＣ", False),
        ("", True),
    ],
)
def test_an_entry_is_found_by_word_wording_or_basis(typed, stands):
    [entry] = parse_synonyms("免税 → 免征、进口+关税 | 0.9 | 第２５条")
    assert entry.mentions(typed) is stands


@pytest.mark.parametrize(
    ("line", "sides"),
    [
        ("免税 → 免征 | 0.9 | 第二十五条", ("免税", "免征", 0.9, "第二十五条")),
        ("免税 => 免征", ("免税", "免征", 0.5, "")),
        ("甲、乙 -> 丙 | | 依据 | 其他", ("甲、乙", "丙", 0.5, "依据 | 其他")),
        ("甲 → 乙 → 丙 | 1", ("甲", "乙 → 丙", 1.0, "")),
    ],
)
def test_a_line_has_two_sides_a_weight_and_a_basis(line, sides):
    assert sides_of(line) == sides


def test_no_weight_is_nought():
    with pytest.raises(SynonymError, match="0 与 1 之间"):
        parse_synonyms("甲 → 乙 | 0")
