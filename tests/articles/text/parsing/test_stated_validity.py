"""How long a document holds, by its own words alone."""

from datetime import date

import pytest

from articles.text.parsing.stated_validity import extended_until, stated_validity

FORCE = date(2022, 3, 1)


@pytest.mark.parametrize(
    ("text", "stated", "until"),
    [
        ("本办法自2022年3月1日起施行，有效期5年。", "5年", date(2027, 2, 28)),
        ("本办法自公布之日起施行，有效期为五年。", "5年", date(2027, 2, 28)),
        ("本通知有效期至2027年12月31日。", "至2027年12月31日", date(2027, 12, 31)),
        (
            "本措施自2022年3月1日起施行，至二〇二五年二月二十八日止。",
            "至二〇二五年二月二十八日",
            date(2025, 2, 28),
        ),
        ("本方案实施期限至2025年6月30日。", "至2025年6月30日", date(2025, 6, 30)),
        ("本通知有效期至 2027年12月31日。", "至2027年12月31日", date(2027, 12, 31)),
        ("本办法有效期50年。", "50年", date(2072, 2, 29)),
        ("本规定试行期2年。", "2年", date(2024, 2, 29)),
    ],
)
def test_the_validity_that_a_document_states_of_itself(text, stated, until):
    validity = stated_validity(["总则。", text], effective_on=FORCE)
    assert (validity.stated, validity.sentence, validity.until) == (
        stated,
        text,
        until,
    )


@pytest.mark.parametrize(
    "text",
    [
        "许可证有效期5年。",
        "将第二条修改为：“本办法有效期至2027年12月31日。”",
        "本办法自2022年3月1日起施行。",
        "本办法所称期限至少3年。",
        "本办法有效期999年。",
        "本办法有效期51年。",
        "本办法有效期至2027年底。",
        "本办法有效期至2027年底，2028年1月1日起另行规定。",
        "本办法有效期零年。",
        "本办法有效期十十年。",
        "本办法有效期至届时另行规定，2027年12月31日前评估。",
    ],
)
def test_the_validity_of_something_else_is_not_that_of_the_document(text):
    assert stated_validity([text], effective_on=FORCE) is None


def test_the_first_sentence_that_states_a_validity_counts():
    texts = ["许可证有效期5年。本办法有效期3年。", "本办法有效期2年。"]
    validity = stated_validity(texts, effective_on=FORCE)
    assert (validity.stated, validity.sentence) == ("3年", "本办法有效期3年。")


def test_years_without_a_day_of_force_have_no_last_day():
    assert stated_validity(["本办法有效期5年。"]).until is None
    assert stated_validity(["本办法有效期1年。"], effective_on=date(2024, 2, 29)).until == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("sentence", "until"),
    [
        ("《某办法》继续有效，有效期延长至2029年12月31日。", date(2029, 12, 31)),
        ("《某办法》有效期延长三年。", date(2026, 12, 31)),
        ("《某办法》继续有效。", None),
        ("《某办法》有效期延长至本市另有规定时。", None),
        ("《某办法》有效期延长至本市规定的2029年12月31日。", None),
        ("《某办法》有效期延长一年。", date(2024, 12, 31)),
        ("《某办法》有效期延长五十年。", date(2073, 12, 31)),
        ("《某办法》有效期延长51年。", None),
        ("《某办法》有效期延长零年。", None),
        ("《某办法》有效期延长十十年。", None),
    ],
)
def test_a_later_document_says_to_which_day_a_validity_is_extended(sentence, until):
    assert extended_until(sentence, validity_ends=date(2023, 12, 31)) == until
