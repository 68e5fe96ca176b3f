"""Short names that leave words out of a title, and words that are none."""

import pytest

from articles.text.citing.naming.abbreviations import (
    Abbreviation,
    abbreviation,
    is_near,
    is_ordinary_word,
    is_same_kind,
    left_out,
    short_name,
    whole_title,
    words_of,
)

FRAUD = "最高人民法院关于办理非法利用信息网络、帮助信息网络犯罪活动等刑事案件适用法律若干问题的解释"
GOODS = "最高人民法院关于审理掩饰、隐瞒犯罪所得、犯罪所得收益刑事案件适用法律若干问题的解释"
GIFTS = "最高人民法院关于审理涉彩礼纠纷案件适用法律若干问题的规定"
ROADS = "最高人民法院关于审理道路交通事故损害赔偿案件适用法律若干问题的解释"
EVIDENCE = "最高人民法院关于民事诉讼证据的若干规定"
OBJECTIONS = "最高人民法院关于人民法院办理执行异议和复议案件若干问题的规定"
LABOUR = "北京市高级人民法院关于审理劳动争议案件适用法律若干问题的意见"
MARRIAGE = "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）"
PROCEDURE = "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释"


def left_out_of(title: str, name: str) -> int | None:
    short, whole = abbreviation(name), whole_title(title)
    if short is None or whole is None or not is_same_kind(short, whole):
        return None
    return left_out(short, whole)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("义教法", "中华人民共和国义务教育法"),
        ("土管法", "中华人民共和国土地管理法"),
        ("土管法实施条例", "中华人民共和国土地管理法实施条例"),
        ("水保法", "中华人民共和国水土保持法"),
        ("村组法", "中华人民共和国村民委员会组织法"),
        ("环保税法", "中华人民共和国环境保护税法"),
        ("海诉法", "中华人民共和国海事诉讼特别程序法"),
        ("招投标条例", "中华人民共和国招标投标法实施条例"),
        ("快递条例", "快递暂行条例"),
        ("危化品条例", "危险化学品安全管理条例"),
        ("陪审员法", "中华人民共和国人民陪审员法"),
        ("人民警察法", "中华人民共和国人民警察法"),
        ("征信条例", "征信业管理条例"),
        ("专利细则", "中华人民共和国专利法实施细则"),
        ("刑诉规则", "人民检察院刑事诉讼规则（试行）"),
        ("刑诉规则", "人民检察院刑事诉讼规则（试行）（2012年修订）"),
        ("“义教法”", "中华人民共和国义务教育法"),
        ("上海养犬条例", "上海市养犬管理条例"),
        ("浙江计生条例", "浙江省人口与计划生育条例"),
        ("帮信罪司法解释", FRAUD),
        ("掩隐罪司法解释", GOODS),
        ("彩礼司法解释", GIFTS),
        ("道交解释", ROADS),
        ("民事证据规定", EVIDENCE),
        ("执行异议规定", OBJECTIONS),
        ("民诉解释", PROCEDURE),
        ("劳动争议解释", LABOUR),
        ("婚姻法解释二", MARRIAGE),
        ("婚姻法解释（二）", MARRIAGE),
        ("婚姻法解释", MARRIAGE),
    ],
)
def test_a_short_name_leaves_words_out_of_its_title(name, title):
    assert left_out_of(title, name) is not None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("务教法", "中华人民共和国义务教育法"),  # does not begin where the title begins
        ("义育法", "中华人民共和国义务教育法"),  # 育 begins no word
        ("教义法", "中华人民共和国义务教育法"),  # another order
        ("义教条例", "中华人民共和国义务教育法"),
        ("上海市规定", "上海市住房公积金管理若干规定"),
        ("上人条例", "上海市人才流动条例"),
        ("上人才条例", "上海市人才流动条例"),
        ("劳动合同解释", "中华人民共和国劳动合同法"),
        ("管理条例", "管理人员教育条例"),
        ("教育法", "中华人民共和国义务教育法"),
        ("婚姻法解释三", MARRIAGE),
        ("审理解释", GIFTS),
    ],
)
def test_other_words_are_no_short_name_of_it(name, title):
    assert left_out_of(title, name) is None


@pytest.mark.parametrize(
    "name", ["办法", "方法", "司法", "违法", "宪法", "土法", "条例", "", "法", "义务教育", "x" * 50]
)
def test_a_short_name_has_two_characters_before_its_kind(name):
    assert abbreviation(name) is None


@pytest.mark.parametrize(
    ("name", "abbreviation"),
    [
        ("物业", Abbreviation("物业", "")),
        ("《物业条例》", Abbreviation("物业", "条例")),
        ("帮信罪司法解释", Abbreviation("帮信", "解释")),
        ("反有组织犯罪法", Abbreviation("反有组织犯罪", "法")),
        ("婚姻法解释（二）", Abbreviation("婚姻法", "解释", 2)),
        ("婚姻法解释第3号", Abbreviation("婚姻法", "解释", 3)),
    ],
)
def test_a_short_name_is_a_stem_a_kind_and_the_number_of_a_series(name, abbreviation):
    assert short_name(name) == abbreviation


@pytest.mark.parametrize("name", ["行政法", "国际法", "环境法", "诉讼法", "经济法"])
def test_names_of_whole_fields_are_ordinary_words(name):
    assert is_ordinary_word(name)


def test_what_tells_documents_apart_is_counted():
    assert left_out_of("失业保险条例", "失业条例") == 1
    assert left_out_of("物业管理条例", "物业条例") == 0  # 管理 says nothing
    assert left_out_of("青岛市气象灾害防御条例", "青岛气象灾害条例") == 1  # nor does 市
    assert left_out_of("中华人民共和国人民陪审员法", "陪审员法") == 0  # nor does 人民
    assert (
        left_out_of("最高人民法院关于审查知识产权纠纷行为保全案件适用法律若干问题的规定", "知产保全规定") == 1
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [("土地管理法条例", 0), ("土地管理实施条例", 0), ("土地管理条例", 1), ("土地条例", 1)],
)
def test_rules_under_a_law_whose_name_says_neither_leave_a_word_out(name, count):
    assert left_out_of("中华人民共和国土地管理法实施条例", name) == count


@pytest.mark.parametrize(
    "words",
    [
        "行政 区域",
        "自然 保护 区",
        "人大 常委 会",
        "村民 委员 会",
        "最高 人民 检察 院",
        "消费 者 权益",
        "化学 品",
        "党中央",
        "土地 管理 法 实施",
    ],
)
def test_a_long_word_is_cut_into_the_words_that_it_is_made_of(words):
    whole = words.replace(" ", "")
    assert " ".join(whole[start:end] for start, end in words_of(whole)) == words


def test_kinds_that_people_mix_up_are_not_the_same():
    assert not is_same_kind(abbreviation("女职工条例"), whole_title("女职工劳动保护特别规定"))


@pytest.mark.parametrize(
    ("title", "name", "is_few"),
    [
        ("失业保险条例", "失业条例", True),
        ("民办非企业单位登记管理暂行条例", "民办非企业条例", True),
        ("中华人民共和国公益事业捐赠法", "公益法", False),
        ("城市居民最低生活保障条例", "城市居民条例", False),
        ("中华人民共和国车船税法实施条例", "车船税条例", True),
        ("中华人民共和国环境保护税法实施条例", "环保条例", False),
    ],
)
def test_few_words_may_be_left_out(title, name, is_few):
    short, whole = abbreviation(name), whole_title(title)
    assert is_near(short, whole, left_out(short, whole)) is is_few


def test_the_field_of_a_court_tells():
    assert left_out_of("最高人民法院关于审理行政赔偿案件若干问题的规定", "赔偿解释") == 1
