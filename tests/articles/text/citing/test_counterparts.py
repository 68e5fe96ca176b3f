"""What stands in place of lost words."""

import pytest

from articles.text.citing.counterparts import counterpart

OLD = "支持量子企业，落实量子补贴。"


@pytest.mark.parametrize(
    ("quote", "new", "words"),
    [
        ("量子补贴", "支持量子企业，落实税收优惠。", "税收优惠"),
        ("量子补贴", "大力支持量子企业，落实税收优惠和信贷。", "税收优惠和信贷"),
        ("落实量子补贴", "支持量子企业，落实量子专项补贴。", "落实量子专项补贴"),
        ("支持量子企业", "鼓励量子企业，落实量子补贴。", "鼓励量子企业"),
        ("落实量子补贴。", "支持量子企业，落实量子补助", "落实量子补助"),
        ("量子补贴", "支持量子企业，落实。", ""),
    ],
)
def test_the_words_between_what_was_left_alone(quote, new, words):
    start = OLD.index(quote)
    assert counterpart((start, start + len(quote)), old=OLD, new=new) == words


def test_a_long_edit_suggests_nothing_between_its_ends():
    old, new = "头" + "甲乙" * 3000 + "尾", "头" + "丙丁" * 3000 + "尾"
    assert counterpart((5, 9), old=old, new=new) == ""
    assert counterpart((0, 1), old=old, new=new) == "头"
