"""In which order the dates of a document can stand: 立法法 and 党政机关公文处理工作条例 in a table."""

from datetime import date, timedelta

import pytest

from articles.text.parsing.chronology import (
    impossible_dates,
    impossible_status,
    reaches_back,
    without_impossible,
)

TODAY = date(2020, 6, 1)
DAY = timedelta(days=1)
EARLY, LATE = date(2009, 5, 15), date(2010, 1, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "message"),
    [
        ("adopted_on", "signed_on", "成文日期（2009-05-15）早于通过日期（2010-01-01）"),
        ("adopted_on", "published_on", "公布日期（2009-05-15）早于通过日期（2010-01-01）"),
        ("signed_on", "published_on", "公布日期（2009-05-15）早于成文日期（2010-01-01）"),
        ("adopted_on", "amended_on", "修改日期（2009-05-15）早于通过日期（2010-01-01）"),
    ],
)
def test_what_comes_first_cannot_be_dated_later(earlier, later, message):
    assert impossible_dates({earlier: LATE, later: EARLY}, today=TODAY) == {later: message}
    assert impossible_dates({earlier: EARLY, later: EARLY}, today=TODAY) == {}
    assert impossible_dates({earlier: EARLY, later: LATE}, today=TODAY) == {}
    assert impossible_dates({earlier: None, later: EARLY}, today=TODAY) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [("published_on", "amended_on"), ("amended_on", "published_on"), ("effective_on", "amended_on")],
)
def test_between_other_dates_no_order_holds(first, second):
    assert impossible_dates({first: LATE, second: EARLY}, today=TODAY) == {}


@pytest.mark.parametrize(
    ("name", "label"),
    [("adopted_on", "通过"), ("signed_on", "成文"), ("published_on", "公布"), ("amended_on", "修改")],
)
def test_what_has_happened_did_so_until_today(name, label):
    assert impossible_dates({name: TODAY}, today=TODAY) == {}
    assert impossible_dates({name: TODAY + DAY}, today=TODAY) == {
        name: f"{label}日期（2020-06-02）在今天之后"
    }
    assert impossible_dates({"effective_on": TODAY + DAY}, today=TODAY) == {}


def test_a_date_in_the_future_accuses_no_other_and_each_date_is_accused_once():
    dates = {"adopted_on": TODAY + DAY, "signed_on": EARLY, "published_on": EARLY}
    assert impossible_dates(dates, today=TODAY) == {"adopted_on": "通过日期（2020-06-02）在今天之后"}
    dates = {"adopted_on": LATE, "signed_on": LATE, "published_on": EARLY}
    assert impossible_dates(dates, today=TODAY) == {
        "published_on": "公布日期（2009-05-15）早于通过日期（2010-01-01）"
    }
    dates = {"adopted_on": LATE, "published_on": TODAY + DAY, "signed_on": EARLY}
    assert list(impossible_dates(dates, today=TODAY)) == ["published_on", "signed_on"]


def test_what_cannot_be_is_left_out_with_what_was_wrong():
    dates = {"adopted_on": LATE, "signed_on": EARLY, "published_on": TODAY + DAY, "effective_on": EARLY}
    possible, messages = without_impossible(dates, today=TODAY)
    assert possible == {"adopted_on": LATE, "signed_on": None, "published_on": None, "effective_on": EARLY}
    assert messages == (
        "公布日期（2020-06-02）在今天之后",
        "成文日期（2009-05-15）早于通过日期（2010-01-01）",
    )
    assert dates["signed_on"] == EARLY
    assert without_impossible({"adopted_on": EARLY}, today=TODAY) == ({"adopted_on": EARLY}, ())


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"adopted_on": LATE}, "施行日期（2009-05-15）早于通过日期（2010-01-01）"),
        ({"signed_on": LATE}, "施行日期（2009-05-15）早于成文日期（2010-01-01）"),
        ({"published_on": LATE}, "施行日期（2009-05-15）早于公布日期（2010-01-01）"),
        ({"adopted_on": EARLY, "signed_on": EARLY, "published_on": EARLY}, ""),
        ({"signed_on": EARLY, "published_on": LATE}, "施行日期（2009-05-15）早于公布日期（2010-01-01）"),
        ({"published_on": LATE, "amended_on": EARLY}, ""),  # the publication may be that of the amendment
        ({"signed_on": LATE, "amended_on": EARLY}, "施行日期（2009-05-15）早于成文日期（2010-01-01）"),
        ({"signed_on": None}, ""),
    ],
)
def test_a_day_of_force_before_the_text_was_made_is_told(dates, message):
    assert reaches_back({"effective_on": EARLY, **dates}) == message
    assert reaches_back({"effective_on": None, **dates}) == reaches_back(dates) == ""


@pytest.mark.parametrize(
    ("status", "days", "message"),
    [
        ("in_force", 1, "效力状态写明已经施行，而施行日期（2020-06-02）还没有到"),
        ("expired", 1, "效力状态写明已经施行，而施行日期（2020-06-02）还没有到"),
        ("in_force", 0, ""),
        ("expired", 0, ""),
        ("not_yet", 0, "效力状态写明尚未施行，而施行日期（2020-06-01）已到"),
        ("not_yet", -1, "效力状态写明尚未施行，而施行日期（2020-05-31）已到"),
        ("not_yet", 1, ""),
        ("amended", 1, ""),  # a text may be amended or repealed before it was ever in force
        ("repealed", 1, ""),
        ("repealed", -1, ""),
    ],
)
def test_a_text_is_in_force_from_its_day_on(status, days, message):
    assert impossible_status(status, TODAY + days * DAY, today=TODAY) == message
    assert impossible_status(status, None, today=TODAY) == ""
