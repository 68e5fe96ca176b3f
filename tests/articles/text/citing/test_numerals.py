import pytest

from articles.text.citing.numerals import NumeralError, format_numeral, parse_numeral


def test_every_number_a_law_could_need_is_written_and_read_back():
    assert [n for n in range(1, 100_000) if parse_numeral(format_numeral(n)) != n] == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("二十五", 25),
        ("一百零二", 102),
        ("一百一十", 110),
        ("一百十二", 112),
        ("一千二百六十", 1260),
        ("一万零一", 10001),
        ("两百", 200),
        ("25", 25),
        ("２５", 25),
        ("二○○九", 2009),
        ("二〇〇九", 2009),
        ("零", 0),
    ],
)
def test_written_forms_are_read(written, value):
    assert parse_numeral(written) == value


@pytest.mark.parametrize(
    "malformed", ["", "二十百", "十十", "百", "一百二", "万", "第", "二 十", "2十", "1.5", "-3"]
)
def test_what_is_no_numeral_is_refused(malformed):
    with pytest.raises(NumeralError):
        parse_numeral(malformed)


@pytest.mark.parametrize("value", [0, -1, 100_000])
def test_numbers_no_article_bears_are_not_written(value):
    with pytest.raises(NumeralError):
        format_numeral(value)
