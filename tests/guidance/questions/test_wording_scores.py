"""BM25 over the words of measures, with amounts worked out by hand (no database)."""

from math import log

import pytest

from articles.text.wording.synonym_tables.synonyms import Synonym
from articles.text.wording.tokens import Word
from guidance.matching.measure import Measure, Note, Quote
from guidance.matching.measure_choices import Force
from guidance.questions.wording_scores import Wordings


def measure(title="", questions=(), promise="", quotes=(), cautions=()) -> Measure:
    return Measure(
        "a",
        Force.RIGID,
        (1,),
        tuple(map(Quote, quotes)),
        (),
        article=None,
        title=title,
        questions=questions,
        promise=promise,
        cautions=tuple(Note(text, source="") for text in cautions),
    )


def wordings(*measures: Measure) -> Wordings:
    return Wordings(measures, str.split)


def test_a_word_counts_by_the_field_it_stands_in():
    (wording,) = wordings(measure("甲", ["甲", "乙"], "甲 丙", ["丙"], ["甲 丁"])).all
    assert wording.counts == {"甲": 2 + 1.5 + 1 + 0.25, "乙": 1.5, "丙": 2, "丁": 0.25}
    assert wording.own == "甲\n甲\n乙\n甲丙\n丙"  # folded: no space inside Chinese
    assert wording.cautions == "甲丁"


def test_texts_are_folded_before_words_are_looked_for():
    (wording,) = wordings(measure("ＡＢＣ", cautions=["ＤＥＦ", "ＧＨ"])).all
    assert (wording.own, wording.cautions) == ("abc\n", "def\ngh")


@pytest.mark.parametrize(
    ("word", "share"),
    [
        (Word("进口"), 1.0),
        (Word("进口设备", ("进口", "设备")), 0.6),  # all its parts, not it
        (Word("进口药品", ("进口", "药品")), 0.0),
        (Word("关税"), 0.5),  # what only a caution names is what the measure does not give
        (Word("专利"), 0.0),
        (Word("进 口", ("进口",)), 0.0),  # one part is not the word
    ],
)
def test_how_far_a_measure_speaks_of_a_word(word, share):
    (wording,) = wordings(measure("进口", promise="设备", cautions=["关税"])).all
    assert wording.holds(word) == share


@pytest.mark.parametrize(
    ("synonym", "share"),
    [
        (Synonym("贷款", (("无",),), 0.7, ""), 1.0),
        (Synonym("借钱", (("贷款",),), 0.7, ""), 0.7),
        (Synonym("借钱", (("无",), ("贷款", "担保")), 0.7, ""), 0.7),
        (Synonym("借钱", (("贷款", "无"),), 0.7, ""), 0.0),
    ],
)
def test_how_far_a_measure_speaks_of_what_an_everyday_word_stands_for(synonym, share):
    (wording,) = wordings(measure("贷款", promise="担保")).all
    assert wording.means(synonym) == share


def test_a_score_is_bm25_of_the_terms():
    corpus = wordings(measure("甲"), measure("乙 乙 乙"))  # 2 and 6 counts; 4 are usual
    first, second = corpus.all
    rarity = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    assert corpus.rarity("甲") == pytest.approx(rarity)
    assert corpus.rarity("丙") == pytest.approx(log(1 + 2.5 / 0.5))
    assert corpus.score(first, [("甲", 1.0), ("乙", 1.0)]) == pytest.approx(
        rarity * 2 * 2.2 / (2 + 1.2 * (0.5 + 0.5 * 2 / 4))
    )
    assert corpus.score(second, [("乙", 0.5)]) == pytest.approx(
        0.5 * rarity * 6 * 2.2 / (6 + 1.2 * (0.5 + 0.5 * 6 / 4))
    )
    assert corpus.score(first, [("乙", 1.0)]) == corpus.score(first, []) == 0


def test_a_word_that_more_than_a_quarter_of_all_hold_is_common():
    corpus = wordings(measure("甲"), measure("甲 乙"), *[measure("丙")] * 2, *[measure()] * 4)
    assert not corpus.is_common("甲")  # two of eight
    assert wordings(measure("甲"), measure("甲"), *[measure()] * 5).is_common("甲")
    assert not corpus.is_common("无")


def test_without_measures_nothing_is_worth_anything():
    assert wordings().all == ()
    corpus = wordings(measure())
    assert corpus.score(corpus.all[0], [("甲", 1.0)]) == 0
