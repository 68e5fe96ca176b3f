"""What looks like data about a person is recognised; what stands in titles and citations is not."""

import pytest

from articles.text.wording.personal import has_digits, looks_personal, names_of_persons


@pytest.mark.parametrize(
    "text",
    [
        "13800138000 补贴", "138 0013 8000", "１３８００１３８０００", "11010519491231002X", "010-88888888",
        "张三 zhangsan@example.cn", "6222 0212 3456 7890", "一三八〇〇一三八〇〇〇", "1985-03-12 出生",
        # in other digits, and with something between them
        "①③⑧⓪⓪①③⑧⓪⓪⓪", "❶❸❽⓪⓪①③⑧⓪⓪⓪", "٠١٢٣٤٥٦٧٨٩", "壹叁捌零零壹叁捌零零零", "一3八00一三8000",
        "幺三八零零幺三八零零零", "1 3 8 0 0 1 3 8 0 0 0", "１３８．００１３．８０００", "138_0013_8000",
        # accounts, the web, where somebody lives, a car
        "知识产权保护加微信abc123", "加VX：zhang_3", "QQ 12345", "qq群:9876", "微信一三八二四",
        "电话 88886666", "telegram foo_bar", "http://a.b", "www.abc", "abc.com", "abc点com", "192.168.10.11",
        "海淀区中关村大街27号", "人民路十五号", "王家村12号", "5号楼3单元", "京A·12345",
    ],
)  # fmt: skip
def test_numbers_accounts_and_addresses_of_persons(text):
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "工信部联科〔2009〕232号第25条", "国发[2006]44号", "第二百三十四条", "2006-2020年", "知识产权",
        "国家中长期科学和技术发展规划纲要（2006―2020年）", "", "2009年5月8日", "二〇〇九年五月",
        "国发〔2006〕44号 国经贸技术〔2002〕444号", "农村一号文件", "手机5G标准", "铁路3号",
        "统一社会信用代码", "微信支付", "电话号码", "ISO9000", "863计划 973计划",
        "高新技术企业15%税率", "三网融合",
    ],
)  # fmt: skip
def test_citations_and_titles(text):
    assert not looks_personal(text)


def test_digits_are_those_of_any_script_but_not_chinese_numerals():
    assert all(map(has_digits, ["第25条", "２５", "٢٥", "②", "❷"]))
    assert not any(map(has_digits, ["第二十五条", "统一", "", "知识产权"]))


def test_names_of_persons_are_those_of_the_dictionary():
    assert names_of_persons(["毛泽东", "思想", "企业"]) == ["毛泽东"]
