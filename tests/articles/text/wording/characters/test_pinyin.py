"""How words sound, and what is typed in letters instead of characters."""

import pytest

from articles.text.wording.characters.pinyin import blurred, plain_letters, syllables


def test_each_character_has_its_syllable():
    assert syllables("知识产权") == ["zhi", "shi", "chan", "quan"]
    assert syllables("重大专项") == ["zhong", "da", "zhuan", "xiang"]


def test_what_is_no_chinese_character_stands_for_itself():
    text = "ISO标准9001"
    assert len(syllables(text)) == len(text)
    assert syllables("知" * 10_000 + "识a")[-3:] == ["zhi", "识", "a"]  # nor is what no name or query reaches


@pytest.mark.parametrize(
    ("sound", "other"),
    [
        ("zhishi", "zisi"),
        ("chuangxin", "cuanxin"),
        ("nengli", "lengli"),
        ("jingying", "jinyin"),
        ("falv", "falu"),
    ],
)
def test_sounds_that_are_confused_are_equal(sound, other):
    assert blurred(sound) == blurred(other)


def test_other_sounds_stay_apart():
    assert blurred("zhishi") != blurred("jishi")
    assert blurred("guanshui") != blurred("gongshui")


@pytest.mark.parametrize(
    "typed", ["zhī shì chǎn quán", "zhi shi chan quan", "zhi1 shi4 chan3 quan2", "zhi'shi chan'quan"]
)
def test_marks_numbers_and_apostrophes_are_dropped(typed):
    assert plain_letters(typed).replace(" ", "") == "zhishichanquan"


def test_u_with_dots_is_typed_v():
    assert plain_letters("fǎlǜ") == "falv"


@pytest.mark.parametrize("text", ["2009年", "关键技术、共性技术", "第25条", "3d打印"])
def test_everything_else_stays(text):
    assert plain_letters(text) == text
