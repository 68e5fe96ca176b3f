"""Dates as official documents print them, and those that end a signature."""

from datetime import date

import pytest

from articles.text.numbers.dates import find_dates, parse_date, signature_date


@pytest.mark.parametrize(
    "written",
    [
        "2009年5月15日",
        "二○○九年五月十五日",
        "二OO九年五月十五日",
        "公元二〇〇九年五月十五日",
        " 2009 年 5 月 15 日 ",
    ],
)
def test_a_day_is_printed_in_many_ways(written):
    assert parse_date(written) == date(2009, 5, 15)


@pytest.mark.parametrize(
    "written", ["2009年5月", "2009年2月30日", "2009年十十月1日", "于2009年5月15日", "2009年5月15日印发", ""]
)
def test_what_is_not_one_day_of_the_calendar_is_none(written):
    assert parse_date(written) is None


def test_the_days_of_a_text_stand_where_they_are_printed():
    text = "2009年5月15日发布，2009年2月30日，自2010年1月1日起施行"
    assert [(day.value, text[day.start : day.end]) for day in find_dates(text)] == [
        (date(2009, 5, 15), "2009年5月15日"),
        (date(2010, 1, 1), "2010年1月1日"),
    ]


@pytest.mark.parametrize(
    ("line", "value", "printed"),
    [
        ("某部 2024年7月1日", date(2024, 7, 1), "2024年7月1日"),
        ("（2024年7月1日）", date(2024, 7, 1), "2024年7月1日"),
        ("2024年7月1日21时", date(2024, 7, 1), "2024年7月1日"),
        ("2024年7月1日 21时30分", date(2024, 7, 1), "2024年7月1日"),
        ("2024年6月1日至2024年7月1日", date(2024, 7, 1), "2024年7月1日"),
        ("2024-07-01", date(2024, 7, 1), "2024-07-01"),
        ("2024.7.1", date(2024, 7, 1), "2024.7.1"),
        ("某部2024年7月", None, "2024年7月"),
        ("二〇二四年七月）", None, "二〇二四年七月"),
    ],
)
def test_a_signature_ends_with_its_day_or_month(line, value, printed):
    day = signature_date(line)
    assert (day.value, line[day.start : day.end]) == (value, printed)
    assert day.end == day.start + len(printed)


@pytest.mark.parametrize(
    "line",
    ["2024年7月1日起施行", "2024年7月印发", "2024-13-01", "2024年", "1824-07-01", "12024年7月", "某部", ""],
)
def test_a_line_that_goes_on_behind_its_date_is_no_signature(line):
    assert signature_date(line) is None
