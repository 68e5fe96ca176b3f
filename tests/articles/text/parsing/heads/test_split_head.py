"""Where the running text begins of a document that numbers nothing."""

import pytest

from articles.text.parsing.front_matter import split_head
from articles.text.parsing.lines import split_lines


@pytest.mark.parametrize(
    ("source", "first"),
    [
        (
            "某省关于同意的批复\n某政函〔2023〕12号\n某市：\n同意。\n某省\n2023年6月1日",
            "同意。",
        ),
        (
            "000123\n特急\n某市文件\n某政发〔2024〕41号　签发人：王某\n防汛的\n紧急通知\n各区：\n请值守。",
            "请值守。",
        ),
        (
            "关于印发甲方案的通知\n某政发〔2024〕1号\n各区：\n现将《甲方案》印发。\n某府\n2024年1月1日\n甲方案\n为了发展。",
            "为了发展。",
        ),
        ("索引号：1\n某公告\n2024年第5号\n现予公告。", "现予公告。"),
        ("某办法", None),
        ("", None),
    ],
)
def test_the_text_begins_below_title_number_and_addressees(source, first):
    lines = [line for line in split_lines(source) if not line.is_noise]
    begin = split_head(lines)
    assert (lines[begin].text if begin < len(lines) else None) == first
