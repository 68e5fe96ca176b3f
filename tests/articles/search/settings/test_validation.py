"""Settings that cannot be used are refused line by line."""

import pytest

from articles.search.settings.configuration import SETTING_NAMES, shipped_configuration
from articles.search.settings.validation import settings_problems
from articles.search.settings.weights import parse_weights, weights

WEIGHTS = shipped_configuration().weights


@pytest.mark.parametrize("setting", SETTING_NAMES)
def test_what_ships_is_fine(setting):
    assert settings_problems(setting, getattr(shipped_configuration(), setting)) == []


@pytest.mark.parametrize(
    ("setting", "text", "beginnings"),
    [
        ("synonyms", "免税 免征\n\n免税 → 免征 | 3", ["第 1 行：没有“→”", "第 3 行：权重“3”"]),
        ("synonyms", "甲 → 乙\n丙、甲 → 丁", ["第 2 行：“甲”在第 1 行已有"]),
        ("stop_words", "的\nＡ\n的", ["第 2 行：“Ａ”应写作“a”", "第 3 行：“的”在第 1 行已有"]),
        (
            "user_dictionary",
            "技术 # 注\n技\n产、学",
            ["第 1 行：一行写一个词", "第 2 行：“技”只有", "第 3 行："],
        ),
        ("user_dictionary", "甲" * 41, ["第 1 行：超过 40 字"]),
        ("weights", "k1 = \n", ["不是 TOML 格式：第 1 行"]),
        ("weights", WEIGHTS.replace("k1 = 0.9", "k1 = 0"), ["k1 = 0：应大于 0"]),
        ("weights", WEIGHTS.replace("k1 = 0.9", "k1 = nan"), ["k1 = nan：应是一个数"]),
        ("weights", WEIGHTS.replace("k1 = 0.9", "k1 = true"), ["k1 = True：应是一个数"]),
        ("weights", WEIGHTS.replace("b = 0.8", "b = 1.8"), ["normalisation.text.b = 1.8：应在 0 与 1 之间"]),
        (
            "weights",
            WEIGHTS.replace("grams = 199.4", "grams = 0"),
            ["normalisation.text.grams = 0：应大于 0"],
        ),
        ("weights", WEIGHTS.replace("[places]", "[place]"), ["缺少 places", "没有 place 这一项"]),
        ("weights", WEIGHTS.replace("literal = 1.5", "literal = -1"), ["literal = -1：不能是负数"]),
        ("synonyms", "甲 → 乙\0", ["U+0000"]),
    ],
)
def test_each_line_that_cannot_be_used_is_named(setting, text, beginnings):
    problems = settings_problems(setting, text)
    assert len(problems) == len(beginnings)
    for problem, beginning in zip(problems, beginnings, strict=True):
        assert beginning in problem


def test_of_very_many_problems_the_first_are_named():
    problems = settings_problems("synonyms", "错\n" * 1000)
    assert len(problems) == 21
    assert "还有更多" in problems[-1]


@pytest.mark.django_db
def test_weights_of_an_earlier_release_get_what_came_since(django_assert_num_queries):
    from articles.search.settings.configuration import shipped_configuration, using_configuration

    older_settings = shipped_configuration().with_weights(
        WEIGHTS.replace("literal = 1.5", "").replace("k1 = 0.9", "k1 = 3")
    )
    with using_configuration(older_settings):
        assert weights().k1 == 3
        assert weights().literal == parse_weights(WEIGHTS).literal
