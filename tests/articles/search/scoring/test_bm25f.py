"""BM25F on parts made by hand, with scores worked out by hand (no database)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf, log
from types import SimpleNamespace

import numpy as np
import pytest

from articles.search.index.inversion import Head
from articles.search.index.packing import Postings
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.everyday_questions import SimilarQuestion
from articles.search.queries.expressions import Expression, QueryTerms
from articles.search.queries.regions import NamedRegion, PolicyRegions, RegionPreference
from articles.search.scoring import bm25f
from articles.search.scoring.bm25f import (
    Ranking,
    discounted_expansions,
    idf,
    literal_match_places,
    matching,
    question_bonuses,
    rank,
)
from articles.search.scoring.index_part import NOWHERE, Part
from articles.search.scoring.referrals import Referral
from articles.search.settings.weights import Field
from articles.search.settings.weights import weights as current_weights
from articles.text.wording.tokens import Word
from tests.articles.search.weighing import plain_weights

K1 = 1  # of the plain weights


@pytest.fixture(autouse=True)
def weights() -> Iterator[None]:
    with plain_weights():
        yield


def part(
    articles: list[int],
    postings: Mapping[tuple[Field, str], Mapping[int, int]],
    *,
    kinds: list[str] | None = None,
    chapters: list[int] | None = None,
    lengths: list[int] | None = None,
    vacant: list[int] | None = None,
    cited: list[float] | None = None,
    dense: bool = False,
) -> Part:
    """A part of the index; `postings` are the values by place."""
    size = len(articles)
    rows = zip(
        articles,
        [pk // 10 for pk in articles],
        kinds or ["policy"] * size,
        chapters or [-1] * size,
        lengths or [4] * size,
        strict=True,
    )
    return Part(
        head=Head.of(list(rows)),
        vacant=np.array(vacant, "i8") if vacant else NOWHERE,
        cited=np.array(cited or [0.0] * size, "f4"),
        postings={key: _postings(values, size, dense=dense) for key, values in postings.items()},
    )


def _postings(values: Mapping[int, int], size: int, *, dense: bool) -> Postings:
    if dense:
        return Postings(None, np.array([values.get(place, 0) for place in range(size)], "u1"))
    return Postings(
        np.array(sorted(values), "u2"), np.array([values[place] for place in sorted(values)], "u1")
    )


def asking(
    *words: Word | str,
    others: tuple[Expression, ...] = (),
    alike: Mapping[int, SimilarQuestion] | None = None,
) -> QueryTerms:
    wanted = tuple(word if isinstance(word, Word) else Word(word) for word in words)
    typed = Expression(" ".join(word.text for word in wanted), wanted)
    return QueryTerms((typed, *others), alike or {})


def holding(**places: list[int]) -> dict[tuple[Field, str], dict[int, int]]:
    """Postings of words, each by the places that hold it."""
    return {(TEXT, word): dict.fromkeys(places_of_word, FULL) for word, places_of_word in places.items()}


def ranked(sought: QueryTerms, *parts: Part, hidden: frozenset[int] = frozenset()) -> dict[int, float]:
    """The scores by article."""
    result_ranking = ranking(sought, *parts, hidden=hidden)
    return dict(zip(result_ranking.articles.tolist(), result_ranking.scores.tolist(), strict=True))


def ranking(sought: QueryTerms, *parts: Part, hidden: frozenset[int] = frozenset()) -> Ranking:
    visibility = SimpleNamespace(
        lets_see=lambda policies, articles: ~np.isin(articles, list(hidden)) & (policies > 0)
    )
    return rank(sought, SimpleNamespace(parts=parts, state=SimpleNamespace(hidden=visibility)))


TEXT, AROUND, CHAPTER = Field.TEXT_WORDS, Field.AROUND_WORDS, Field.CHAPTER_WORDS
FULL = 255  # a saturated frequency of 1; times k1 + 1 it is worth twice the idf


@pytest.mark.parametrize(
    ("total", "holding", "amount"),
    [
        (10, 0, log(1 + 10.5 / 0.5)),
        (10, 5, log(2)),
        (10, 10, log(1 + 0.5 / 10.5)),
        (4, 1, log(1 + 3.5 / 1.5)),
    ],
)
def test_the_rarer_a_term_the_more_it_tells(total, holding, amount):
    assert idf(total, holding) == pytest.approx(amount)


def test_scores_take_four_bytes():
    for postings in (holding(税=[0]), {(Field.TEXT_GRAMS, "税"): {0: FULL}, **holding(税=[0])}):
        for dense in (False, True):
            assert ranking(asking("税"), part([11], postings, dense=dense)).scores.dtype == np.float32


@pytest.mark.parametrize("dense", [False, True])
def test_an_article_is_worth_the_idf_of_what_it_holds_by_its_saturated_frequency(dense):
    only_part = part(
        [11, 12, 21, 22], {(TEXT, "免税"): {0: 255, 2: 51}, (AROUND, "免税"): {3: 102}}, dense=dense
    )
    once = 2 * idf(4, 3)
    # What stands around only counts for one that is found by its text; it finds nothing by itself.
    assert ranked(asking("免税"), only_part) == pytest.approx({11: once, 21: once * 0.2})


def test_the_parts_of_the_index_are_scored_as_one():
    parts = part([11, 12], {(TEXT, "免税"): {0: FULL}}), part([21, 22], {(TEXT, "免税"): {1: FULL}})
    assert ranked(asking("免税"), *parts) == pytest.approx(dict.fromkeys((11, 22), 2 * idf(4, 2)))
    assert ranked(asking("免税")) == {}
    assert ranking(asking("免税")).held == frozenset()


def test_grams_count_as_much_as_words_by_the_weight_of_words():
    only_part = part(
        [11, 12],
        {(TEXT, "税"): {0: FULL}, (Field.TEXT_GRAMS, "税"): {0: FULL}, (Field.AROUND_GRAMS, "税"): {1: 255}},
    )
    words, grams = 2 * idf(2, 1), 2 * idf(2, 2)
    assert ranked(asking("税"), only_part) == pytest.approx({11: words + grams})
    with plain_weights(words=3):
        assert ranked(asking("税"), only_part) == pytest.approx({11: 3 * words + grams})


def test_a_word_is_held_as_such_or_in_all_its_parts_and_counts_for_both():
    word = Word("科技成果", ("科技", "成果"))
    only_part = part(
        [11, 12, 21],
        {(TEXT, "科技"): {0: FULL, 1: FULL}, (TEXT, "成果"): {1: FULL}, (TEXT, "科技成果"): {2: FULL}},
    )
    assert set(ranked(asking(word), only_part)) == {12, 21}
    assert ranked(asking(word), only_part)[12] == pytest.approx(2 * (idf(3, 2) + idf(3, 1)))


def test_any_word_of_the_query_finds_and_what_stands_for_one_has_to_be_held_whole():
    only_part = part(
        [11, 12, 21, 22],
        {
            (TEXT, "甲"): {0: FULL},
            (TEXT, "乙"): {1: FULL},
            (TEXT, "丙"): {2: FULL, 3: FULL},
            (TEXT, "丁"): {3: FULL},
        },
    )
    other = Expression("丙丁", (Word("丙"), Word("丁")), weight=0.5, stands_for="甲")
    held_words: set[str] = set()
    mask = matching(only_part, asking("甲", "乙", "无", others=(other,)), np.ones(4, bool), held_words)
    assert mask.tolist() == [True, True, False, True]
    assert held_words == {"甲", "乙", "丙", "丁"}
    assert (
        matching(only_part, QueryTerms((Expression("", ()),)), np.ones(4, bool), held_words).tolist()
        == [False] * 4
    )


def test_what_readers_do_not_see_is_not_found_and_its_words_are_not_known():
    only_part = part([11, 12, 21], {(TEXT, "甲"): {0: FULL, 1: FULL}, (TEXT, "乙"): {2: FULL}}, vacant=[0])
    assert set(ranked(asking("甲", "乙"), only_part)) == {12, 21}
    assert set(ranked(asking("甲", "乙"), only_part, hidden=frozenset({21}))) == {12}
    held_words: set[str] = set()
    matching(only_part, asking("甲", "乙"), np.array([True, False, False]), held_words)
    assert held_words == {"甲"}


def test_the_ranking_names_policy_division_and_the_words_that_are_held():
    only_part = part([11, 25], {(TEXT, "甲"): {1: FULL}}, chapters=[7, 3])
    reading = SimpleNamespace(
        parts=[only_part], state=SimpleNamespace(hidden=SimpleNamespace(lets_see=lambda p, a: a > 0))
    )
    matches = rank(asking("甲", "无"), reading)
    assert (matches.articles.tolist(), matches.policies.tolist(), matches.divisions.tolist()) == (
        [25],
        [2],
        [3],
    )
    assert (matches.held, len(matches)) == ({"甲"}, 1)


@pytest.mark.parametrize(
    ("holding", "articles", "weight"),
    [
        (0, 100, 0.5),
        (10, 100, 0.25),  # ten of few articles make a word well known: what stands for it counts half
        (5, 100, 0.5 / 1.5),
        (10, 600, 0.25),
        (10, 1200, 0.5 / 1.5),  # a sixtieth of many
        (20, 1200, 0.25),
    ],
)
def test_the_more_articles_use_a_word_the_less_what_stands_for_it_counts(holding, articles, weight):
    postings = {(TEXT, "税"): dict.fromkeys(range(holding), FULL)} if holding else {}
    other = Expression("捐", (Word("捐"),), weight=0.5, stands_for="税")
    parts = [part(list(range(10, 10 + articles)), postings)]
    sought = discounted_expansions(asking("税", others=(other,)), parts)
    assert [expression.weight for expression in sought.expressions] == pytest.approx([1.0, weight])


def test_what_stands_for_a_word_scores_by_its_lower_weight():
    only_part = part([11, 12], holding(关税=[0], 税费=[1]))
    other = Expression("税费", (Word("税费"),), weight=0.5, stands_for="关税")
    # One article holds 关税: a tenth of what makes a word well known.
    assert ranked(asking("关税", others=(other,)), only_part) == pytest.approx(
        {11: 2 * idf(2, 1), 12: 2 * idf(2, 1) * 0.5 / 1.1}
    )


def test_what_a_word_means_in_one_policy_finds_its_articles_only():
    only_part = part([11, 21, 22, 31], holding(财政补助=[0, 1, 3]))
    own = Expression("财政补助", (Word("财政补助"),), weight=0.0, stands_for="补贴", policy=2)
    assert set(ranked(asking("补贴", others=(own,)), only_part)) == {21}
    assert ranking(asking("补贴", others=(replace(own, policy=4),)), only_part).held == frozenset()


def test_the_name_of_a_region_finds_articles_and_what_stands_for_a_word_does_without_it():
    only_part = part([11, 12, 21, 22], holding(免税=[0], 北京=[1], 减免=[2]))
    other = Expression("减免", (Word("减免"),), weight=0.5, stands_for="免税")
    sought = replace(asking("免税", others=(other,)), region_words=(Word("北京"),))
    held_words: set[str] = set()
    assert matching(only_part, sought, np.ones(4, bool), held_words).tolist() == [True, True, True, False]
    assert held_words == {"免税", "北京", "减免"}


def test_a_term_weighs_what_the_expression_weighs_in_which_it_weighs_most():
    word = Word("科技成果", ("科技", "成果"))
    other = Expression("成果", (Word("成果"), Word("专利")), weight=0.5)
    sought = QueryTerms((Expression("科技", (word,)), other))
    assert sought.terms == {"科技成果": 1, "科技": 1, "成果": 1, "专利": 0.5}
    assert sought.grams == {"科": 1, "技": 1, "科技": 1, "成": 0.5, "果": 0.5, "成果": 0.5}
    assert sought.typed.literal == "科技"


def test_a_chapter_is_worth_bm25_of_its_words_wherever_its_articles_stand():
    with plain_weights(words=0, chapter=1, b=0.5):
        first = part(
            [11, 12],
            {(TEXT, "税"): {0: 1, 1: 1}, (CHAPTER, "税"): {0: 1, 1: 1}},
            chapters=[7, 8],
            lengths=[4, 4],
        )
        second = part(
            [21, 22], {(TEXT, "税"): {0: 1}, (CHAPTER, "税"): {0: 2}}, chapters=[7, 9], lengths=[8, 4]
        )
        scores = ranked(asking("税"), first, second)
    # Chapter 7 has 12 words and the word three times, chapter 8 four words and it once; 4 words are usual.
    word_worth = 2 * idf(3, 2)
    of_seven = 3 / (0.5 + 0.5 * 12 / 4)
    assert scores == pytest.approx(
        {
            11: word_worth * of_seven / (of_seven + K1),
            21: word_worth * of_seven / (of_seven + K1),
            12: word_worth / (1 + K1),
        }
    )


def test_a_chapter_is_worth_the_sum_of_its_words():
    chapters = {(CHAPTER, word): {0: 1} for word in ("税", "费")}
    only_part = part([11, 12], {**holding(税=[0], 费=[0]), **chapters}, chapters=[7, 8])
    with plain_weights(words=0, chapter=1):
        assert ranked(asking("税", "费"), only_part) == pytest.approx({11: 2 * 2 * idf(2, 1) / (1 + K1)})


def test_kind_and_citations_add_to_the_score():
    only_part = part([11, 12], {(TEXT, "税"): {0: FULL, 1: FULL}}, kinds=["law", "policy"], cited=[0.0, 2.0])
    base = 2 * idf(2, 2)
    with plain_weights(law=8, cited=3):
        assert ranked(asking("税"), only_part) == pytest.approx({11: base + 8, 12: base + 6})


def test_several_words_held_letter_by_letter_are_worth_a_multiple(monkeypatch):
    monkeypatch.setattr(
        bm25f,
        "holding_literally",
        lambda articles, folded: {12} & set(articles) if folded == "甲 乙" else set(),
    )
    grams = {(Field.TEXT_GRAMS, gram): {0: 1, 1: 1} for gram in ("甲", "乙")}
    only_part = part([11, 12], {(TEXT, "甲"): {0: FULL, 1: FULL}, **grams})
    with plain_weights(literal=2):
        scores, single = ranked(asking("甲", "乙"), only_part), ranked(asking("甲"), only_part)
    assert scores[12] == pytest.approx(2 * scores[11])
    assert single[12] == single[11]


def literally(folded: str, *places_by_gram: Mapping[int, int], size: int = 4) -> list[int]:
    postings = {
        (Field.TEXT_GRAMS, gram): values for gram, values in zip("甲乙", places_by_gram, strict=False)
    }
    (places,) = literal_match_places([part(list(range(10, 10 + size)), postings)], folded)
    return places


def test_only_articles_with_all_the_grams_are_looked_at_letter_by_letter(monkeypatch):
    looked_at: list[list[int]] = []
    monkeypatch.setattr(
        bm25f, "holding_literally", lambda articles, _: looked_at.append(articles) or {11, 12, 13}
    )
    assert literally("甲 乙", {0: 1, 1: 1, 2: 1}, {1: 1, 3: 1}) == [1]
    assert literally("甲", {0: 1, 2: 1}) == [2]
    assert looked_at == [[11], [10, 12]]
    assert literally("甲 乙", {0: 1}) == literally("") == literally("甲 乙", {0: 1}, {1: 1}) == []
    assert len(looked_at) == 2


@pytest.mark.parametrize(("holding", "looks"), [(1_000, True), (1_001, False)])
def test_what_more_than_a_thousand_hold_is_no_quotation(monkeypatch, holding, looks):
    monkeypatch.setattr(bm25f, "holding_literally", lambda articles, _: set(articles))
    assert bool(literally("甲", dict.fromkeys(range(holding), 1), size=1_100)) is looks


def test_what_is_asked_about_in_like_words_is_found_by_a_close_likeness_and_raised_by_any():
    only_part = part([11, 12, 21], {(TEXT, "税"): {0: FULL, 1: FULL}})
    close, loose = (
        SimilarQuestion("问", 0.3),
        SimilarQuestion("问", 0.29),
    )  # from 0.3 on a likeness finds by itself
    with plain_weights(asked=5):
        sought = asking("税", alike={12: loose, 21: close})
        plain, scores = ranked(asking("税"), only_part), ranked(sought, only_part)
        amounts = question_bonuses(sought, [only_part])
    assert set(scores) == {11, 12, 21}
    assert scores[12] - plain[12] == pytest.approx(amounts[12], abs=1e-5)
    assert scores[21] == pytest.approx(amounts[21])
    assert amounts == pytest.approx({12: 5 * log(4) * loose.strength, 21: 5 * log(4) * close.strength})
    assert question_bonuses(asking("税"), [only_part]) == {}
    many = part(list(range(10, 1_010)), {})
    assert tokenizer().rarity("的") < log(1_001)  # a common word is worth what it is worth anywhere
    with plain_weights(asked=5):
        amounts = question_bonuses(asking("的", alike={10: SimilarQuestion("问", 1.0)}), [many])
    assert amounts == pytest.approx({10: 5 * tokenizer().rarity("的")})
    only_loose = asking("无", alike={21: loose})
    assert ranked(only_loose, only_part) == {}


@pytest.mark.parametrize(
    ("most", "best"),
    [(0, []), (1, [9]), (2, [9, 3]), (3, [9, 3, 7]), (4, [9, 3, 7, 1]), (9, [9, 3, 7, 1])],
)
def test_the_best_come_first_and_of_equals_the_older(most, best):
    column = np.array([7, 9, 3, 1])
    ranking = Ranking(column, column, column, np.array([2.0, 5.0, 2.0, 1.0]), frozenset())
    assert [article for article, _ in ranking.best(most)] == best
    assert ranking.best(1) == [(9, 5.0)]


def test_the_best_of_many_are_the_best_of_all():
    column = np.arange(100)
    ranking = Ranking(column, column, column, column * 37 % 101 * 1.0, frozenset())
    assert [score for _, score in ranking.best(7)] == [100, 99, 98, 97, 96, 95, 94]


def test_a_ranking_can_be_narrowed():
    columns = np.array([1, 2]), np.array([3, 4]), np.array([5, 6]), np.array([7.0, 8.0])
    ranking = Ranking(*columns, frozenset("税"), measure=5.0, referred={2: Referral(1, 0.5)})
    narrowed = ranking.only(np.array([False, True]))
    assert [
        column.tolist()
        for column in (narrowed.articles, narrowed.policies, narrowed.divisions, narrowed.scores)
    ] == [
        [2],
        [4],
        [6],
        [8.0],
    ]
    assert (narrowed.held, narrowed.measure, narrowed.referred) == ({"税"}, 5.0, {2: Referral(1, 0.5)})


def test_a_ranking_of_nothing_holds_no_articles_and_still_knows_the_words():
    nothing = bm25f.empty_ranking(frozenset("税"))
    columns = (nothing.articles, nothing.policies, nothing.divisions, nothing.scores)
    assert [(len(column), column.dtype.str) for column in columns] == [(0, "<i8")] * 3 + [(0, "<f4")]
    assert bm25f.empty_ranking(frozenset("税")).held == {"税"}


#: Articles of policy 1 of Beijing, of policy 2 of Hebei and of policies of the whole country.
REGIONS = PolicyRegions({1: "北京市", 2: "河北省", 3: "", 4: ""})
BEIJING = RegionPreference((NamedRegion("北京市", "北京", documents=1),))


@pytest.fixture
def regions(monkeypatch) -> None:
    monkeypatch.setattr("articles.search.queries.regions.policy_regions", lambda: REGIONS)


@pytest.mark.usefixtures("regions")
def test_the_name_of_a_region_adds_to_what_holds_in_the_whole_country_only():
    only_part = part([11, 21, 31, 41], holding(公积金=[0, 1, 2, 3], 北京=[0, 2]))
    sought = replace(asking("公积金"), region_words=(Word("北京"),))
    amount, name = 2 * idf(4, 4), 2 * idf(4, 2)
    with plain_weights(words=3):
        assert ranked(sought, only_part) == pytest.approx(
            {11: 3 * amount, 21: 3 * amount, 31: 3 * (amount + name), 41: 3 * amount}
        )


@pytest.mark.usefixtures("regions")
def test_the_documents_of_the_region_that_is_named_come_first_and_those_of_others_last():
    only_part = part([11, 21, 31], holding(公积金=[0, 1, 2]))
    factors, amount = current_weights().regions, 2 * idf(3, 3)
    matches = ranking(replace(asking("公积金"), preference=BEIJING), only_part)
    assert matches.scores.tolist() == pytest.approx(
        [factors["own"] * amount, factors["elsewhere"] * amount, amount]
    )
    assert factors["own"] > 1 > factors["elsewhere"]
    assert matches.measure == pytest.approx(amount)  # the best before those of Beijing are raised
    assert ranking(asking("公积金"), only_part).measure == inf


@pytest.mark.usefixtures("regions")
def test_other_articles_are_measured_by_the_best_that_neither_name_nor_region_raises():
    only_part = part([11, 31, 32, 41], {(TEXT, "诈骗罪"): {0: 51, 1: 255, 2: 102, 3: 153}})
    named = asking("诈骗罪", alike={31: SimilarQuestion("诈骗罪", 1.0, is_name=True)})
    step = 2 * idf(4, 4) / 5
    with plain_weights(asked=1):
        assert ranking(named, only_part).best(1)[0][0] == 31
        assert ranking(named, only_part).measure == pytest.approx(3 * step)
        assert ranking(named, part([31], holding(诈骗罪=[0]))).measure == 0
        assert ranking(replace(named, preference=BEIJING), only_part).measure == pytest.approx(3 * step)
    alike = replace(named, similar_questions={31: SimilarQuestion("诈骗", 1.0)})
    assert ranking(alike, only_part).measure == inf
    assert ranking(replace(alike, preference=BEIJING), only_part).measure == pytest.approx(5 * step)


def test_what_has_ended_is_lowered_by_its_policy(monkeypatch):
    monkeypatch.setattr(
        bm25f, "behind_if_ended", lambda scores, policies: np.where(policies == 2, scores / 2, scores)
    )
    amount = 2 * idf(3, 3)
    assert ranked(asking("免税"), part([11, 21, 31], holding(免税=[0, 1, 2]))) == pytest.approx(
        {11: amount, 21: amount / 2, 31: amount}
    )


CASE = ("公司", "进口", "设备", "关税")  # four words that tell something make a question


@pytest.fixture
def a_citation(monkeypatch) -> None:
    """Article 11 cites article 21, which gains half of its score."""

    def referrals(articles: np.ndarray, scores: np.ndarray) -> dict[int, Referral]:
        of_citing = scores[articles == 11].tolist()
        return {21: Referral(11, of_citing[0] / 2)} if of_citing else {}

    monkeypatch.setattr(bm25f, "referrals", referrals)


@pytest.mark.usefixtures("a_citation")
def test_an_article_gains_by_another_that_cites_it_where_a_question_is_asked():
    only_part = part([11, 21, 31], holding(公司=[0, 1], 进口=[0], 设备=[0], 关税=[0, 2]))
    common, rare = 2 * idf(3, 2), 2 * idf(3, 1)
    best = 2 * common + 2 * rare
    matches = ranking(asking(*CASE), only_part)
    assert matches.scores.tolist() == pytest.approx([best, common + best / 2, common])
    assert matches.measure == pytest.approx(best)  # of those before any has gained
    assert matches.referred == {21: Referral(11, pytest.approx(best / 2))}
    three_words = ranking(asking(*CASE[:3]), only_part)
    assert three_words.scores.tolist() == pytest.approx([common + 2 * rare, common])
    assert (three_words.measure, three_words.referred) == (inf, {})


@pytest.mark.usefixtures("a_citation")
def test_nothing_is_gained_where_nothing_that_cites_is_found():
    matches = ranking(asking(*CASE), part([21, 31], holding(公司=[0, 1])))
    assert matches.scores.tolist() == pytest.approx([2 * idf(2, 2)] * 2)
    assert (matches.measure, matches.referred) == (inf, {})


@pytest.mark.usefixtures("a_citation")
def test_a_name_lowers_the_measure_of_a_question_too():
    only_part = part([11, 21, 31], holding(公司=[0, 1], 进口=[0], 设备=[0], 关税=[0, 2]))
    named = asking(*CASE, alike={11: SimilarQuestion("进口设备", 1.0, is_name=True)})
    assert ranking(named, only_part).measure == pytest.approx(2 * idf(3, 2))


@pytest.fixture
def three_articles() -> Ranking:
    """Two of one policy; 12 stands in no division."""
    columns = np.array([11, 12, 21]), np.array([1, 1, 2]), np.array([0, -1, 0])
    return Ranking(*columns, np.array([3.0, 2.0, 1.0]), frozenset())


@pytest.mark.parametrize(
    ("column", "ids", "numbers"),
    [
        ("articles", [11, 12, 21], [1, 1, 1]),
        ("policies", [1, 2], [2, 1]),
        ("divisions", [0], [2]),
    ],
)
def test_the_ids_of_a_column_are_counted(three_articles, column, ids, numbers):
    for _ in range(2):  # the second time they are remembered
        assert [array.tolist() for array in three_articles.counts(column)] == [ids, numbers]


@pytest.mark.parametrize(
    ("column", "ids", "numbers"),
    [
        ("policies", [2, 9, 1, 3, 0], [1, 0, 2, 0, 0]),
        ("divisions", [0, 1, 700], [2, 0, 0]),
    ],
)
def test_it_is_told_how_many_articles_have_each_of_some_ids(three_articles, column, ids, numbers):
    for _ in range(2):
        assert three_articles.numbers(column, np.array(ids)).tolist() == numbers


def test_nothing_is_counted_where_nothing_is_found():
    nothing = bm25f.empty_ranking()
    for column in ("articles", "policies", "divisions"):
        assert nothing.numbers(column, np.array([0, 7])).tolist() == [0, 0]
        assert [array.tolist() for array in nothing.counts(column)] == [[], []]
