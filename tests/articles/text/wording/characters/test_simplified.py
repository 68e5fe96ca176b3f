"""Traditional characters and the words that go with them are put in mainland writing, others stay."""

import pytest

from articles.text.wording.characters.simplified import simplify


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("進口設備免徵關稅", "进口设备免征关税"),
        ("智慧財產權", "知识产权"),
        ("影片", "影片"),  # a word of the mainland too, where nothing around it is traditional
        ("影片檔", "视频档"),
        ("里程碑", "里程碑"),
        ("稅\0", "稅\0"),
    ],
)
def test_what_is_traditional_is_simplified(text, simplified):
    assert simplify(text) == simplified
