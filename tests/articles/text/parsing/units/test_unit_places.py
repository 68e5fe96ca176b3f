"""Within what a number counts: the document, an annex, or the chapter where chapters number anew."""

from articles.text.parsing.structure import parse_policy


def numbers_of(source: str) -> list[str]:
    """The units of a document with the division that their number counts in, where it is one."""
    parsed = parse_policy(source)
    names = [division.title for division in parsed.divisions]
    return [
        f"{unit.unit} {unit.number}"
        + (f"-{unit.suffix}" if unit.suffix else "")
        + (f" in {names[unit.numbered_in]}" if unit.numbered_in is not None else "")
        for unit in parsed.articles
    ]


def test_points_count_in_their_chapter_where_chapters_number_anew():
    source = """某省产业发展行动计划
为推动产业发展，制定本计划。
第一章 总体要求
一、指导思想。
二、基本原则。
第二章 主要任务
各地要抓好落实。
一、培育企业。
（一）支持研发。
（二）支持技改。
二、建设园区。
"""
    assert numbers_of(source) == [
        "point 1 in 总体要求",
        "point 2 in 总体要求",
        "paragraph 1",
        "point 1 in 主要任务",
        "subpoint 1",
        "subpoint 2",
        "point 2 in 主要任务",
    ]


def test_points_count_in_the_document_where_chapters_go_on():
    source = """某省产业发展行动计划
第一章 总体要求
一、指导思想。
二、基本原则。
第二章 主要任务
各地要抓好落实。
三、培育企业。
（一）支持研发。
（二）支持技改。
四、建设园区。
（一）支持新建。
"""
    assert numbers_of(source) == [
        "point 1",
        "point 2",
        "paragraph 1",
        "point 3",
        "subpoint 1",
        "subpoint 2",
        "point 4",
        "subpoint 1",
    ]


def test_points_of_a_single_chapter_count_in_it_unless_it_is_the_first():
    chapter = "第{}章 主要任务\n一、培育企业。\n二、建设园区。\n"
    above, below = "第一章 总体要求\n坚持创新驱动。\n", "第{}章 保障措施\n加强组织领导。\n"
    points = ["point 1 in 主要任务", "point 2 in 主要任务"]
    title = "某省产业发展行动计划\n"
    assert numbers_of(title + above + chapter.format("二")) == ["paragraph 1", *points]
    assert numbers_of(title + above + chapter.format("二") + below.format("三")) == [
        "paragraph 1",
        *points,
        "paragraph 2",
    ]
    assert numbers_of(title + chapter.format("一") + below.format("二")) == [
        "point 1",
        "point 2",
        "paragraph 1",
    ]


def test_units_of_an_annex_count_in_it_or_in_its_chapters():
    source = """关于下达补助资金的通知
各市财政局：
一、下达资金。
二、加强监管。
某省财政厅
2024年5月6日
附件1
资金管理细则
一、支持对象。
二、支持标准。
附件2
项目申报指南
第一章 申报条件
一、在本省注册。
第二章 申报材料
一、申请书。
"""
    assert numbers_of(source) == [
        "point 1",
        "point 2",
        "point 1 in 资金管理细则",
        "point 2 in 资金管理细则",
        "point 1 in 申报条件",
        "point 1 in 申报材料",
    ]


def test_what_stands_in_an_annex_above_its_chapters_is_no_chapter():
    source = """关于组织项目申报的通知
各市财政局：
一、抓紧申报。
二、严格审核。
某省财政厅
2024年5月6日
附件
项目申报指南
为规范申报，编制本指南。
第一章 申报条件
一、在本省注册。
二、信用良好。
第二章 申报材料
材料一式两份。
"""
    assert numbers_of(source) == [
        "point 1",
        "point 2",
        "paragraph 1 in 项目申报指南",
        "point 1 in 项目申报指南",
        "point 2 in 项目申报指南",
        "paragraph 2 in 项目申报指南",
    ]


def test_articles_count_in_the_document_even_where_one_is_inserted_in_the_next_chapter():
    source = """某市养犬管理条例
第一章 总则
第一条 为了加强管理，制定本条例。
第二条 养犬应当登记。
第二章 登记
第二条之一 登记不收取费用。
第三条 登记后发给犬牌。
"""
    assert numbers_of(source) == ["article 1", "article 2", "article 2-1", "article 3"]


def test_a_number_that_stands_twice_in_one_place_is_told_apart():
    source = """关于某市规划的批复
一、原则同意规划。
（一）严守红线。
（二）节约用地。
（1）控制规模。
（2）盘活存量。
（2）提高效率。
二、认真实施规划。
（一）落实责任。
"""
    assert numbers_of(source) == [
        "point 1",
        "subpoint 1",
        "subpoint 2",
        "subitem 1",
        "subitem 2",
        "subitem 2-2",
        "point 2",
        "subpoint 1",
    ]
