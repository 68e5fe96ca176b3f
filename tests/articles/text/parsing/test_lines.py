"""Lines of a source: their margins, the marks of Markdown, and what is left out whole."""

import pytest

from articles.text.parsing.lines import RemovalReason, split_lines

PAGE = """# 某办法
## **第一章 总则**
**第一条 甲。**
**第二条** 乙。
正文**重点**内容
　**第三条　丙
"""


def test_the_marks_of_headings_and_bold_lines_are_margins_in_markdown():
    lines = split_lines(PAGE, markdown=True)
    assert [(line.indent, line.text, line.tail, line.level) for line in lines] == [
        ("# ", "某办法", "\n", 1),
        ("## **", "第一章 总则", "**\n", 2),
        ("**", "第一条 甲。", "**\n", 0),
        ("**", "第二条** 乙。", "\n", 0),
        ("", "正文**重点**内容", "\n", 0),
        ("　", "**第三条　丙", "\n", 0),
    ]
    assert [PAGE[line.start :].startswith(line.text) for line in lines] == [True] * 6


def test_other_texts_have_no_marks():
    lines = split_lines(PAGE)
    assert [line.text for line in lines] == [line.strip() for line in PAGE.splitlines()]
    assert not any(line.level for line in lines)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("　 \n", RemovalReason.BLANK_LINE),
        ("　编辑\n", RemovalReason.EDIT_BUTTON),
        ("<!-- 摘自网页 -->\n", RemovalReason.MARKUP),
    ],
)
def test_noise_is_left_out_whole(written, reason):
    _, line = split_lines(f"某办法\n{written}", markdown=True)
    assert line.is_noise
    assert [(removal.start, removal.text, removal.reason) for removal in line.noise()] == [
        (4, written, reason)
    ]
