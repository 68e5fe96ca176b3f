"""What stands in place of lost words."""

import pytest

from articles.text.citing.quoting.counterparts import counterpart

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


@pytest.mark.parametrize(
    ("quote", "old", "new", "words"),
    [
        (
            "企业",
            "支持企业",
            "支持大企业",
            "企业",
        ),  # not what was put before it
        ("丑", "子丑寅", "子卯辰寅", "卯辰"),
        ("丑", f"头丑甲寅{'尾' * 500}", f"头卯甲辰{'尾' * 500}", "卯"),
        ("尾巴", "甲" * 500 + "尾巴", "乙" * 500 + "尾巴", "尾巴"),
        (
            "中" * 20,
            "头头头" + "甲" * 190 + "中" * 20 + "乙" * 190,
            "头头头" + "丙" * 190 + "中" * 20,
            "中" * 20,
        ),
        ("中" * 20, f"头头头{'甲' * 191}{'中' * 20}{'乙' * 190}", f"头头头{'丙' * 190}{'中' * 20}", ""),
        ("中" * 20, "甲" * 190 + "中" * 20, "丙" * 190 + "中" * 20 + "丁" * 190, "中" * 20),
        ("中" * 20, "甲" * 190 + "中" * 20, "丙" * 190 + "中" * 20 + "丁" * 191, ""),
    ],
)
def test_edits_up_to_four_hundred_characters_are_compared_letter_by_letter(quote, old, new, words):
    start = old.index(quote)
    assert counterpart((start, start + len(quote)), old=old, new=new) == words


def test_words_of_which_one_end_is_lost_have_no_counterpart():
    old, new = "头" + "甲" * 500 + "尾", "头" + "乙" * 500 + "尾"
    assert counterpart((0, 9), old=old, new=new) == counterpart((5, 502), old=old, new=new) == ""
    assert counterpart((0, 502), old=old, new=new) == new


def test_a_long_edit_suggests_nothing_between_its_ends():
    old, new = "头" + "甲乙" * 3000 + "尾", "头" + "丙丁" * 3000 + "尾"
    assert counterpart((5, 9), old=old, new=new) == ""
    assert counterpart((0, 1), old=old, new=new) == "头"
