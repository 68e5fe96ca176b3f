"""Lines without a label below numbered units: what they stand in."""

import pytest

from articles.text.parsing.structure import parse_policy


@pytest.mark.parametrize(
    ("lines", "paragraph", "unit"),
    [
        (
            "一、下列企业不予支持：/（一）列入失信名单的；/（二）发生重大事故的；/（三）欠缴税款的。"
            "/前款规定由市财政局解释。/二、加强监管。",
            "前款规定由市财政局解释。",
            "下列企业不予支持：",
        ),
        (
            "一、支持政策/（一）支持下列企业：/1.高新技术企业；/2.专精特新企业。/上述企业由市科技局认定。"
            "/（二）安排资金。/二、加强监管。",
            "上述企业由市科技局认定。",
            "支持下列企业：",
        ),
        ("一、安排资金。/二、加强监管。/特此通知。", "特此通知。", None),
    ],
)
def test_a_paragraph_below_units(lines, paragraph, unit):
    parsed = parse_policy("关于支持企业发展的通知\n各区人民政府：\n" + lines.replace("/", "\n"))
    paragraphs = [article for article in parsed.articles if article.unit == "paragraph"]
    assert [article.text for article in paragraphs] == [paragraph]
    assert [
        None if article.parent is None else parsed.articles[article.parent].text for article in paragraphs
    ] == [unit]
