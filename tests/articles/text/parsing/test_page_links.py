"""The links that a web page prints below a document are none of its text."""

import pytest

from articles.text.parsing.lines import split_lines
from articles.text.parsing.page_links import page_links_begin

ENTRIES = "\n".join(f"关于某事的政策解读之{number}" for number in range(11))


@pytest.mark.parametrize(
    ("lines", "begin"),
    [
        ("某条例\n第一条 甲。\n责任编辑：张某", 2),
        ("某条例\n来源：某网站", 1),
        ("来源：某网站\n责任编辑：张某", 1),  # of a document one line is kept
        ("某条例\n甲。\n解读：某条例\n扫一扫在手机打开\n关闭窗口", 2),
        ("某条例\n甲。\n相关链接\n某条例答记者问\n某条例图解", 2),
        ("某条例\n甲。\n【相关链接】\n某条例答记者问", 2),
        ("某条例\n甲。\n相关阅读：\n某条例答记者问", 2),
        (f"某条例\n甲。\n相关链接\n{ENTRIES}", 2),
        (f"某条例\n甲。\n相关链接\n{ENTRIES}\n又一件", 15),  # more than twelve lines
        ("某条例\n来源：某网站\n责任编辑：张某\n第一条 甲。", 4),
        ("某条例\n来源：某网站\n第一条 甲。\n责任编辑：张某", 3),
        ("某条例\n来源：某网站\n某市人民政府", 3),  # no heading, no entry
        ("某条例\n相关链接\n某条例图解\n第一条 甲。", 4),
        ("某条例\n第一条 甲。", 2),
        ("", 0),
    ],
)
def test_links_begin_where_nothing_else_follows(lines, begin):
    assert page_links_begin(split_lines(lines)) == begin
