"""What everyday phrases say, found in a folded question (no database)."""

import pytest

from guidance.questions.phrases import Meaning, PhraseBook, PhraseMatch, read_phrases

ABOUT = ("activity", "kind", "size", "ownership", "multinational", "fact", "outside")
FIRM = Meaning("kind", ("enterprise",))


def book(**rows) -> PhraseBook:
    table = {
        "classes": {"钱": ["贷款", "c++"]},
        "neutral": {"words": ["ＮＯＷ"]},
        "interrogative": {"words": ["吗"]},
        "limits": {"words": [], "refusals": []},
        "support": {"words": []},
        "trades": {"endings": []},
    }
    asking = {"support": ["补贴"], "question": ["怎么办"]}
    return read_phrases({**table, "asking": asking, **{about: [] for about in ABOUT}, **rows})


def matched_texts(phrases: PhraseBook, text: str, borders: list[int] | None = None) -> list[str]:
    return [
        match.text for match in phrases.phrases_in(text, range(len(text) + 1) if borders is None else borders)
    ]


@pytest.mark.parametrize(
    ("about", "row", "values"),
    [
        ("activity", {"code": "rd"}, ("rd",)),
        ("kind", {"code": "enterprise"}, ("enterprise",)),
        ("size", {"values": ["small", "micro"]}, ("small", "micro")),
        ("ownership", {"value": "foreign"}, ("foreign",)),
        ("multinational", {"value": "yes"}, ("yes",)),
        ("fact", {"code": "project"}, ("project",)),
        ("outside", {"reason": "与产业技术无关"}, ("与产业技术无关",)),
    ],
)
def test_a_row_says_something_of_the_one_who_asks(about, row, values):
    assert book(**{about: [{**row, "phrases": ["甲Ａ"]}]}).plain == {"甲a": (Meaning(about, values),)}


@pytest.mark.parametrize(
    ("about", "row"), [("activity", {"code": "x"}), ("kind", {"code": "x"}), ("size", {"values": ["x"]})]
)
def test_a_code_that_does_not_exist_is_refused(about, row):
    with pytest.raises(ValueError, match="x"):
        book(**{about: [{**row, "phrases": ["甲"]}]})


def test_a_phrase_of_two_rows_says_both_and_background_is_said():
    phrases = book(
        activity=[{"code": "rd", "phrases": ["搞研发的厂"], "background": True}],
        kind=[{"code": "enterprise", "phrases": ["搞研发的厂"]}],
    )
    (match,) = phrases.phrases_in("搞研发的厂", range(6))
    assert match == PhraseMatch(0, 5, "搞研发的厂", (Meaning("activity", ("rd",), True), FIRM))
    assert (match.values("activity"), match.values("kind"), match.values("size")) == (
        ("rd",),
        ("enterprise",),
        (),
    )
    assert match.is_background
    assert not PhraseMatch(0, 1, "厂", (FIRM,)).is_background


def test_of_phrases_that_overlap_the_longest_is_said_and_of_equals_the_first():
    phrases = book(activity=[{"code": "rd", "phrases": ["甲乙", "乙丙", "丙丁戊", "己"]}])
    assert matched_texts(phrases, "甲乙丙丁戊己") == ["甲乙", "丙丁戊", "己"]
    assert matched_texts(phrases, "甲乙丙") == ["甲乙"]
    assert matched_texts(phrases, "己己") == ["己", "己"]
    technology = book(activity=[{"code": "rd", "phrases": ["高新技术", "高新技术企业"]}])
    assert matched_texts(technology, "高新技术企业") == ["高新技术企业"]


def test_a_phrase_begins_and_ends_at_word_borders():
    phrases = book(activity=[{"code": "rd", "phrases": ["甲乙", "丙…丁"]}])
    assert matched_texts(phrases, "甲乙丙子丁", [0, 2, 5]) == ["甲乙", "丙子丁"]
    assert matched_texts(phrases, "甲乙丙子丁", [0, 1, 5]) == []
    assert matched_texts(phrases, "甲乙丙子丁", [0, 2, 4]) == ["甲乙"]


@pytest.mark.parametrize(("length", "is_found"), [(20, True), (21, False)])
def test_a_phrase_has_twenty_characters_at_most(length, is_found):
    phrases = book(activity=[{"code": "rd", "phrases": ["长" * length]}])
    assert bool(phrases.phrases_in("长" * length, [0, length])) is is_found


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("想借点钱", ["借点钱"]),
        ("借钱", ["借钱"]),
        ("借一二三四五六钱", ["借一二三四五六钱"]),
        ("借一二三四五六七钱", []),  # a gap has six characters at most …
        ("借，钱", []),  # … and none of another clause
        ("借甲钱乙钱", ["借甲钱"]),  # it is as short as can be
        ("要贷款", ["要贷款"]),
        ("要c++", ["要c++"]),
        ("要ccc", []),
    ],
)
def test_a_gap_is_short_and_a_class_is_any_of_its_words(text, texts):
    assert matched_texts(book(activity=[{"code": "finance", "phrases": ["借…钱", "要{钱}"]}]), text) == texts


def test_support_is_asked_for_wherever_the_words_stand():
    phrases = book()
    matches = phrases.support_phrases_in("有补贴吗怎么办", range(8))
    assert [(match.start, match.end, match.meanings) for match in matches] == [
        (1, 3, (Meaning("support"),)),
        (4, 7, (Meaning("question"),)),
    ]
    assert phrases.support_phrases_in("有补贴吗", [0, 2, 3]) == []
    assert phrases.neutral == {"now"}


def test_stretches_overlap_where_they_share_a_character():
    first, second, third = PhraseMatch(0, 2, "", ()), PhraseMatch(1, 3, "", ()), PhraseMatch(2, 4, "", ())
    assert (first.overlaps(second), second.overlaps(first)) == (True, True)
    assert (first.overlaps(third), third.overlaps(first)) == (False, False)


def test_a_phrase_may_name_the_whole_class():
    phrases = book(ownership=[{"value": "foreign", "phrases": ["外资企业"], "whole": True}])
    assert phrases.phrases_in("外资企业", [0, 4])[0].is_whole
    assert (
        not book(ownership=[{"value": "foreign", "phrases": ["合资"]}]).phrases_in("合资", [0, 2])[0].is_whole
    )


def test_a_phrase_with_a_gap_has_the_meaning_of_its_row():
    phrases = book(activity=[{"code": "finance", "phrases": ["借…钱"]}])
    assert phrases.phrases_in("借点钱", [0, 3])[0].values("activity") == ("finance",)


def test_long_phrases_are_looked_for_from_each_border_on():
    phrases = book(activity=[{"code": "rd", "phrases": ["长" * 15]}])
    assert matched_texts(phrases, "前" * 15 + "长" * 15, [0, 15, 30]) == ["长" * 15]


def test_single_words_are_read_as_they_are_compared():
    words = {
        "limits": {"words": ["ＬＩＭＩＴ"], "refusals": ["ＮＯ"]},
        "support": {"words": ["ＡＩＤ"]},
        "trades": {"endings": ["ＣＯ"]},
        "interrogative": {"words": ["ＷＨＯ"]},
    }
    phrases = book(**words)
    assert (phrases.limits, phrases.refusals) == ({"limit"}, {"no"})
    assert (phrases.support, phrases.endings, phrases.interrogative) == ({"aid"}, ("co",), {"who"})
