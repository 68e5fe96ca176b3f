import pytest

from articles.text.numbers.numerals import NumeralError, format_numeral, parse_numeral, write_number


def test_every_number_a_law_could_need_is_written_and_read_back():
    assert [n for n in range(1, 100_000) if parse_numeral(format_numeral(n)) != n] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "一"),
        (2, "二"),
        (9, "九"),
        (10, "十"),  # never 一十 at the beginning …
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (25, "二十五"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),  # … and 一十 behind a hundred
        (119, "一百一十九"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1002, "一千零二"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (10_000, "一万"),
        (10_001, "一万零一"),
        (10_500, "一万零五百"),  # a gap is said once, also where the hundreds follow it
        (11_000, "一万一千"),
        (11_001, "一万一千零一"),
        (20_020, "二万零二十"),
        (99_999, "九万九千九百九十九"),
    ],
)
def test_a_number_is_written_as_law_texts_do_and_read_back(value, written):
    assert format_numeral(value) == write_number(value) == written
    assert parse_numeral(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("十九", 19),
        ("二百零十", 210),
        ("一万五百", 10500),
        ("十万", 100_000),
        ("一万", 10_000),
        ("◯", 0),
        ("一◯五", 105),
        ("0" * 59 + "7", 7),
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
    "malformed",
    [
        "",
        "二十百",
        "十十",
        "百",
        "一百二",
        "一千二",
        "零零五百",
        "万",
        "万一",
        "一万零",
        "一万五",
        "一万十",
        "第",
        "二 十",
        "2十",
        "1.5",
        "-3",
        "1" * 61,
    ],
)
def test_what_is_no_numeral_is_refused(malformed):
    with pytest.raises(NumeralError):
        parse_numeral(malformed)


@pytest.mark.parametrize("value", [0, -1, 100_000])
def test_numbers_no_article_bears_are_not_written(value):
    with pytest.raises(NumeralError):
        format_numeral(value)


def test_a_number_that_no_article_bears_is_named_in_digits():
    assert [write_number(value) for value in (0, -1, 99_999, 100_000)] == [
        "0",
        "-1",
        "九万九千九百九十九",
        "100000",
    ]


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda: parse_numeral("万一"), "不是数字：'万一'"),
        (lambda: parse_numeral("一万二百百"), "不是数字：'一万二百百'"),
        (lambda: parse_numeral("百百万二十"), "不是数字：'百百万二十'"),
        (lambda: parse_numeral("一" * 61), f"数字太长：'{'一' * 60}'…"),
        (lambda: format_numeral(0), "条号应在 1 至 99999 之间：0"),
    ],
)
def test_what_is_refused_is_named(attempt, message):
    with pytest.raises(NumeralError) as refusal:
        attempt()
    assert str(refusal.value) == message
