"""An enterprise's size at the bounds of the method and just below.

The bounds of 国统字〔2017〕213号 are those of 工信部联企业〔2011〕300号.
"""

import pytest

from guidance.matching.figures import NO_FIGURES, Figures, figure_in_words, plain, read_figure
from guidance.matching.profile_choices import Size
from guidance.matching.sizes import derive_size, industries, rule, source
from tests.guidance.content import shipped_data

LARGE, MEDIUM, SMALL, MICRO, UNKNOWN = Size.LARGE, Size.MEDIUM, Size.SMALL, Size.MICRO, Size.UNKNOWN


@pytest.mark.parametrize(
    ("industry", "figures", "size"),
    [
        # 工业: 从业人员 1000 / 300 / 20 人 and 营业收入 40000 / 2000 / 300 万元; a bound is in its class.
        ("industry", {"employees": 1000, "revenue": 40000}, LARGE),
        ("industry", {"employees": 999, "revenue": 40000}, MEDIUM),
        ("industry", {"employees": 1000, "revenue": 39999.99}, MEDIUM),
        ("industry", {"employees": 300, "revenue": 2000}, MEDIUM),
        ("industry", {"employees": 299, "revenue": 2000}, SMALL),
        ("industry", {"employees": 300, "revenue": 1999.99}, SMALL),
        ("industry", {"employees": 20, "revenue": 300}, SMALL),
        ("industry", {"employees": 19, "revenue": 300}, MICRO),
        ("industry", {"employees": 20, "revenue": 299.99}, MICRO),
        ("industry", {"employees": 0, "revenue": 0}, MICRO),
        # 须同时满足所列指标的下限: the worse indicator decides, however good the other is.
        ("industry", {"employees": 5000, "revenue": 1999}, SMALL),
        ("industry", {"employees": 5, "revenue": 90000}, MICRO),
        # 建筑业: 营业收入 80000 / 6000 / 300 and 资产总额 80000 / 5000 / 300 万元; nobody is counted.
        ("construction", {"revenue": 80000, "assets": 80000}, LARGE),
        ("construction", {"revenue": 80000, "assets": 79999}, MEDIUM),
        ("construction", {"revenue": 6000, "assets": 4999}, SMALL),
        ("construction", {"revenue": 299, "assets": 300}, MICRO),
        ("construction", {"revenue": 300, "assets": 300, "employees": 1}, SMALL),
        # 农、林、牧、渔业: 营业收入 20000 / 500 / 50 万元 alone.
        ("agriculture", {"revenue": 20000}, LARGE),
        ("agriculture", {"revenue": 500}, MEDIUM),
        ("agriculture", {"revenue": 499}, SMALL),
        ("agriculture", {"revenue": 49}, MICRO),
        # A figure that the industry asks for and that nobody gave leaves the size open, a zero does not.
        ("industry", {"employees": 1000}, UNKNOWN),
        ("industry", {"employees": 1000, "revenue": None}, UNKNOWN),
        ("industry", {"employees": 1000, "assets": 99999}, UNKNOWN),
        ("agriculture", {}, UNKNOWN),
        ("nonsense", {"employees": 1000, "revenue": 40000}, UNKNOWN),
    ],
)
def test_a_size_needs_the_lower_bound_of_every_indicator(industry, figures, size):
    assert Figures(industry, figures).size == size


@pytest.mark.parametrize("code", [row["code"] for row in shipped_data("guidance/sizes.toml")["industry"]])
def test_in_each_industry_a_bound_reached_is_the_class_and_one_unit_less_the_next(code):
    industry = industries()[code]
    for size, lower in ((LARGE, MEDIUM), (MEDIUM, SMALL), (SMALL, MICRO)):
        bounds = industry.bounds[size]
        assert derive_size(industry, bounds) == size
        for indicator in industry.indicators:
            assert derive_size(industry, {**bounds, indicator: bounds[indicator] - 1}) == lower


def test_an_industry_says_what_it_covers_and_which_sections_tell_it():
    row = industries()["industry"]
    assert (row.code, row.name, row.sections) == ("industry", "工业", ("B", "C", "D"))
    assert row.covers.startswith("采矿业（门类B），制造业")
    assert row.indicators == ("employees", "revenue")
    assert industries()["construction"].indicators == ("revenue", "assets")
    assert source() == "《统计上大中小微型企业划分办法（2017）》（国统字〔2017〕213号）"
    assert rule().startswith("大型、中型和小型企业须同时满足所列指标的下限，否则下划一档")


@pytest.mark.parametrize(
    ("name", "written", "figure"),
    [
        ("employees", "300", 300),
        ("employees", " ３００ ", 300),
        ("employees", "1,234,567", 1_234_567),
        ("employees", "12.0", 12),
        ("revenue", "0", 0),
        ("revenue", "0.5", 0.5),
        ("assets", "1000000000000", 10**12),
    ],
)
def test_a_figure_is_read_as_people_write_it(name, written, figure):
    assert read_figure(name, written) == figure


@pytest.mark.parametrize(
    ("name", "written", "problem"),
    [
        ("employees", "很多", "从业人员（人）“很多”不是数字。"),
        ("employees", "", "从业人员（人）“”不是数字。"),
        ("revenue", "1\0", "营业收入（万元）“1�”不是数字。"),
        ("revenue", "一" * 30, f"营业收入（万元）“{'一' * 20}”不是数字。"),
        ("revenue", "-0.01", "营业收入（万元）须在 0 与一万亿之间。"),
        ("assets", "1000000000001", "资产总额（万元）须在 0 与一万亿之间。"),
        ("assets", "nan", "资产总额（万元）须在 0 与一万亿之间。"),
        ("assets", "inf", "资产总额（万元）须在 0 与一万亿之间。"),
        ("employees", "12.5", "从业人员（人）须是整数。"),
    ],
)
def test_what_is_no_figure_is_refused_in_words(name, written, problem):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole message is compared
        read_figure(name, written)
    assert str(refusal.value) == problem


@pytest.mark.parametrize(
    ("figure", "written"),
    [(300, "300"), (300.0, "300"), (0.5, "0.5"), (1234.25, "1234.25"), (10**12, "1000000000000"), (0, "0")],
)
def test_a_figure_is_written_without_exponent_and_idle_zeros(figure, written):
    assert plain(figure) == written


def test_figures_say_what_counts_what_is_missing_and_how_they_stand_in_an_address():
    figures = Figures("industry", {"assets": 8.5, "employees": 300})
    assert figures.used == ("从业人员 300 人",)
    assert figures.missing == ("营业收入（万元）",)
    assert figures.pairs == (("industry", "industry"), ("employees", "300"), ("assets", "8.5"))
    assert figure_in_words("revenue", 40000.0) == "营业收入 40000 万元"


def test_figures_without_an_industry_ask_for_nothing():
    figures = Figures(values={"employees": 300})
    assert (figures.used, figures.missing, figures.size) == ((), (), Size.UNKNOWN)
    assert figures.pairs == (("employees", "300"),)
    assert NO_FIGURES.is_empty
    assert not figures.is_empty
    assert not Figures("industry").is_empty
