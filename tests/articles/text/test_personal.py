"""What looks like data about a person is recognised; what stands in titles and citations is not."""

import pytest

from articles.text.personal import looks_personal


@pytest.mark.parametrize(
    "text",
    [
        "13800138000 补贴", "138 0013 8000", "１３８００１３８０００", "11010519491231002X", "010-88888888",
        "张三 zhangsan@example.cn", "6222 0212 3456 7890", "一三八〇〇一三八〇〇〇", "1985-03-12 出生",
    ],
)  # fmt: skip
def test_numbers_and_addresses_of_persons(text):
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "工信部联科〔2009〕232号第25条", "国发[2006]44号", "第二百三十四条", "2006-2020年", "知识产权",
        "国家中长期科学和技术发展规划纲要（2006―2020年）", "", "2009年5月8日",
    ],
)  # fmt: skip
def test_citations_and_titles(text):
    assert not looks_personal(text)
