"""Quotes are located exactly, and follow an edited text only where their place is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.quoting.anchoring import _Stretch, reanchor
from articles.text.citing.quoting.quote_notation import QuoteError, locate, locate_together, occurrences
from tests.examples import patient

TEXT = "免征关税。进口设备免征关税和增值税。"


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("增值税", [(14, 17)]),
        ("免征关税#1", [(0, 4)]),
        ("免征关税#2", [(9, 13)]),
        ("免征关税#*", [(0, 4), (9, 13)]),
    ],
)
def test_a_quote_says_which_of_its_places_it_means(written, spans):
    assert locate(TEXT, written) == spans
    assert {TEXT[start:end] for start, end in spans} == {written.split("#")[0]}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("免征关税", "2 处"),
        ("免征关税#3", "没有第 3 处"),
        ("免征关税#0", "没有第 0 处"),
        ("减征", "没有“减征”"),
        ("", "引文为空"),
    ],
)
def test_a_quote_that_is_not_certain_is_refused(written, reason):
    with pytest.raises(QuoteError, match=reason):
        locate(TEXT, written)


def test_the_message_of_a_quote_that_is_refused_stays_short():
    with pytest.raises(QuoteError) as refusal:
        locate(TEXT, f"免征关税#{'9' * 25}")
    assert str(refusal.value) == f"“免征关税”在原文中只有 2 处，没有第 {'9' * 20} 处"
    with pytest.raises(QuoteError, match=r"^引文为空$"):
        locate(TEXT, "")


def test_places_inside_what_is_taken_do_not_count():
    assert locate(TEXT, "免征关税", occupied=[(9, 17)]) == [(0, 4)]
    assert locate(TEXT, "免征关税#*", occupied=[(0, 5)]) == [(9, 13)]
    with pytest.raises(QuoteError, match="没有“免征关税”"):
        locate(TEXT, "免征关税", occupied=[(0, 1), (12, 13)])


def test_where_quotes_nest_the_longest_wins():
    text = "企业、大企业和中小企业"
    placed = locate_together(text, [("企业", "企业"), ("中小", "中小企业"), ("大", "大企业")])
    assert placed.spans == [("企业", (0, 2)), ("大", (3, 6)), ("中小", (7, 11))]
    assert placed.problems == []


def test_a_long_quote_covers_its_own_characters_only():
    placed = locate_together("中小企业和企业、企", [("中小", "中小企业"), ("企业", "企业"), ("企", "企")])
    assert placed.spans == [("中小", (0, 4)), ("企业", (5, 7)), ("企", (8, 9))]
    assert placed.problems == []


def test_what_cannot_be_placed_is_named_and_the_rest_is():
    placed = locate_together("企业和中小企业", [("企业", "企业#2"), ("中小", "中小企业"), ("无", "高校")])
    assert placed.spans == [("中小", (3, 7))]
    assert [str(problem) for problem in placed.problems] == [
        "“企业”的第 2 处在更长的引文之内",
        "原文中没有“高校”",
    ]


def test_occurrences_do_not_overlap():
    assert occurrences("啊啊啊啊", "啊啊") == [(0, 2), (2, 4)]
    assert occurrences("企业", "") == []


def new_places(quote: str, old: str, new: str) -> list[str | None]:
    spans = reanchor(occurrences(old, quote), old=old, new=new)
    return [None if span is None else f"{span[0]}:{new[slice(*span)]}" for span in spans]


@pytest.mark.parametrize(
    ("new", "places"),
    [
        ("甲企业，乙企业。", ["1:企业", "5:企业"]),
        ("补。甲企业，乙企业。", ["3:企业", "7:企业"]),
        ("甲企业，又企业，乙企业。", ["1:企业", "9:企业"]),
        ("甲企业，乙公司。", ["1:企业", None]),
        ("甲公司，乙企业。", [None, "5:企业"]),
        ("甲公司，乙公司。", [None, None]),
        ("企业。", ["0:企业", None]),
    ],
)
def test_words_keep_their_place_around_an_edit(new, places):
    assert new_places("企业", "甲企业，乙企业。", new) in (places, places[::-1])


def test_words_inside_an_edit_are_found_again_only_where_they_stand_once():
    assert new_places("关税", "减征关税。", "可以免征关税的。") == ["4:关税"]
    assert new_places("关税", "对关税减征。", "关税，免征关税的。") == [None]


@pytest.mark.parametrize(
    ("spans", "old", "new", "places"),
    [
        # Two lost spans with one quote: the one place left is certain for neither.
        ([(1, 3), (5, 7)], "甲企业，乙企业。", "对企业的支持", [None, None]),
        ([(1, 3), (5, 7)], "甲企业，乙企业。", "对企业和企业的支持", [None, None]),
        ([(1, 3), (1, 3)], "甲企业，乙高校。", "对企业的支持", [(1, 3), (1, 3)]),  # one span, named twice
        # What has its place is no candidate; what nobody asked for is one.
        ([(0, 2), (6, 8)], "企业免税。对企业减征", "企业免税。给予企业优惠", [(0, 2), (7, 9)]),
        ([(6, 8)], "企业免税。对企业减征", "企业免税。给予企业优惠", [None]),
        ([(0, 2), (2, 4)], "企业企业", "企业企业和企业", [(0, 2), (2, 4)]),  # up to the edit
        ([(1, 3)], "甲关税乙丙丁", "子口税乙丙戊", [None]),  # half of it was edited
        ([(3, 5)], "应支持企业发展。", "须支持企事业单位发展。", [None]),  # the other half was
        # What stands after the last edit keeps its place: no other words move there.
        ([(3, 5), (8, 10)], "应支持企业，奖励企业", "企业优先，支持企业", [(0, 2), (7, 9)]),
        ([(3, 5)], "应支持企业，奖励企业", "企业优先，支持企业", [None]),
        # A quote that the last edit was made in is not known by the words before it.
        ([(3, 5)], "应支持企业", "支持企业、企业和行业", [None]),
        # What stands on either side of one place claims it: it is certain for neither.
        ([(3, 5), (9, 11)], "子甲乙关税丙丁丑寅关税戊己卯", "辰甲乙关税戊己巳", [None, None]),
        ([(1, 1)], "甲企业", "乙企业", [(1, 1)]),
        ([(1, 1)], "甲乙丙", "丁戊己", [None]),
        ([(3, 3)], "应支持企业", "须支持高校", [None]),  # behind what was left alone
        ([(0, 2), (3, 5)], "企业、高校", "支持企业、高校", [(2, 4), (5, 7)]),
    ],
)
def test_lost_words_are_found_again_where_one_place_is_left_for_them_alone(spans, old, new, places):
    assert reanchor(spans, old=old, new=new) == places


def test_stretches_left_alone_are_known_again_wherever_they_are_moved():
    """Each 企业 stands many times: its place is told by the words around it, or it is the only one left."""
    old = "起初，支持企业研发，奖励企业出口，帮助企业上市，甲企业乙，劝企业，到此。"
    new = "首先说，奖励企业出口，帮助企业上市，支持企业研发，丙企业丁，劝企业留，完。"
    spans = reanchor(occurrences(old, "企业"), old=old, new=new)
    words = ("支持企业", "奖励企业", "帮助企业", "丙企业", "劝企业")
    assert [end for _, end in spans] == [new.index(around) + len(around) for around in words]


@pytest.mark.parametrize(
    ("quote", "old", "new", "places"),
    [
        # A stretch that begins or ends with the quote holds it.
        ("税", "甲关税乙免税丙", "丁免税戊关税己", [(5, 6), (2, 3)]),
        ("关", "甲关税乙关口丙", "丁关口戊关税己", [(4, 5), (1, 2)]),
        # One that only touches it does not; it has the only place left.
        ("税", "甲关税乙关口税丙", "丁关口戊关税税己", [(5, 6), (6, 7)]),
        # A stretch may begin right behind one that was moved as far.
        ("关", "甲关税子口关丙", "戊己关税丑口关庚", [(2, 3), (6, 7)]),
        # Two that stand side by side may change places, with the same words somewhere else as well.
        ("关税", "应免征关税、减征关税的", "要减征关税，免征关税，不退关税。", [(8, 10), (3, 5)]),
        # At the very beginning and end of both texts.
        ("关", "关税乙口关", "口关戊关税", [(3, 4), (1, 2)]),
        # Long enough to be known though every pair of characters stands twice.
        ("子", "甲子丑寅卯辰巳乙巳辰卯寅丑子丙", "丁子丑寅卯辰巳戊巳辰卯寅丑子己", [(1, 2), (13, 14)]),
    ],
)
def test_a_stretch_holds_what_lies_wholly_inside_it(quote, old, new, places):
    assert reanchor(occurrences(old, quote), old=old, new=new) == places


@pytest.mark.parametrize(
    ("edits", "part"),
    [
        ((0, 20, 30), _Stretch(4, 8, 10)),
        ((4, 20, 30), _Stretch(4, 8, 10)),
        ((6, 20, 30), _Stretch(6, 10, 8)),
        ((10, 20, 30), _Stretch(10, 14, 4)),
        ((0, 12, 30), _Stretch(4, 8, 8)),
        ((0, 20, 15), _Stretch(4, 8, 7)),
        ((6, 13, 18), _Stretch(6, 10, 7)),
    ],
)
def test_of_a_stretch_only_what_lies_between_the_first_edit_and_the_last_counts(edits, part):
    assert _Stretch(4, 8, 10).between(*edits) == part
    first, end_old, end_new = edits
    assert _Stretch(8, 4, 10).between(first, end_new, end_old) == _Stretch(part.new, part.old, part.size)


@pytest.mark.parametrize(("count", "place"), [(998, (1997, 1998)), (999, None)])
def test_a_quote_that_stands_in_a_thousand_places_is_given_up(count, place):
    same = "企、" * count
    spans = occurrences(f"{same}甲企乙", "企")
    assert reanchor(spans, old=f"{same}甲企乙", new=f"{same}丙企丁")[-1] == place


def test_of_quotes_that_lost_their_place_two_hundred_are_looked_for():
    old = "".join(map(chr, range(0x4E00, 0x4E00 + 202)))
    spans = [(place, place + 1) for place in range(len(old))]
    new_spans = reanchor(spans, old=old, new=old[::-1])
    assert new_spans == [(201 - place, 202 - place) for place in range(200)] + [None, None]


def test_words_between_two_edits_keep_their_place():
    assert new_places("企业", "支持企业，落实补贴。", "大力支持企业，认真落实补贴的。") == ["4:企业"]


def test_two_names_of_the_same_words_move_together():
    assert reanchor([(0, 2), (0, 2)], old="企业。", new="各企业。") == [(1, 3), (1, 3)]


words = st.text(alphabet="企业税。", max_size=12)


@patient
@given(before=words, old=words, new=words, after=words)
def test_a_place_found_always_holds_the_words_and_no_two_share_one(before, old, new, after):
    was, now = before + old + after, before + new + after
    spans = [span for quote in ("企业", "税") for span in occurrences(was, quote)]
    new_spans = reanchor(spans, old=was, new=now)
    assert all(
        now[slice(*place)] == was[slice(*span)] for span, place in zip(spans, new_spans, strict=True) if place
    )
    places = [place for place in new_spans if place]
    assert len(places) == len(set(places))


@patient
@given(text=words)
def test_an_unchanged_text_moves_nothing(text):
    spans = occurrences(text, "企业")
    assert reanchor(spans, old=text, new=text) == spans


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲企业乙丙丁企业戊己", "子丑企业乙丙丁企业寅"),
        ("一企业二三四企业五六七企业八", "企业二三四企业五六七企业八九"),
        ("首企业甲乙丙企业尾", "头头企业甲乙丙企业脚脚脚"),
        ("首甲乙丙企业丁戊企业己庚辛尾", "头甲乙丙企业丁戊企业己庚辛脚脚"),
        ("序企业甲乙企业丙丁终", "引企业甲子乙企业丙丁末"),
        ("企业甲企业乙企业", "企业丙企业乙企业丁"),
        (f"甲{'企业' * 12}丙丁乙", f"子丑{'企业' * 12}丙丁寅"),
        ("企业、" * 30, "支持" + "企业、" * 30),
    ],
)
def test_words_that_stand_often_are_known_by_what_stands_around_them(old, new):
    """Both ends are edited, and the words alone would tell no place: what lies between is known again."""
    assert reanchor(occurrences(old, "企业"), old=old, new=new) == occurrences(new, "企业")
