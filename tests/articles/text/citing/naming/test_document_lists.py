"""Headings of lists of documents that are ended or changed, and the items and rows below them."""

import pytest

from articles.text.citing.naming.document_lists import (
    goes_on,
    heading_above,
    list_verb,
    names_item,
    row_verb,
    stays_valid,
    unmarked_name,
)


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("对下列文件予以废止：", "repeals"),
        ("经研究，决定废止以下文件：", "repeals"),
        ("下列文件停止执行：", "repeals"),
        ("下列规范性文件宣布失效：", "expires"),
        ("对下列规范性文件宣布失效和废止：", "repeals"),
        ("对下列规章的部分条款予以修改：", "amends"),
        ("对以下文件予以修订：", "amends"),
        ("鉴于上位法已经修改，现对下列文件予以废止：", "repeals"),  # what is done is the law
        ("下列文件已不适应形势需要，予以废止：", "repeals"),
        ("对主要内容已过时的下列文件予以废止：", "repeals"),
        ("建议对下列文件予以废止：", None),
        ("下列文件不予废止：", None),
        ("对下列文件分别予以废止、修改或者继续执行：", None),
        ("下列文件分别予以保留或者废止：", None),
        ("决定废止或者保留下列文件：", None),
        ("下列文件予以废止，其他文件继续有效：", "repeals"),
        ("下列文件予以废止，其余文件修改或者继续有效，请遵照执行：", "repeals"),
        ("对下列文件予以修改或者保留：", "amends"),  # neither ends them
        ("有下列情形的，予以废止：", None),
        ("下列文件有效期延长至2026年12月31日：", "extends"),
        ("决定延长下列文件的有效期：", "extends"),
        ("建议将下列文件有效期延长至2026年12月31日：", None),
        ("鉴于上位法尚未修改，现将下列文件有效期延长至2026年12月31日：", "extends"),
        ("废止的规范性文件目录", None),
        ("各市、县人民政府：", None),
        ("决定对下列文件予以废止：".rjust(300, "据"), "repeals"),
    ],
)
def test_a_heading_says_what_is_done_to_the_documents_below_it(line, verb):
    assert list_verb(line, ends_others=False) == verb


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("废止的规范性文件目录", "repeals"),
        ("国务院决定宣布失效的行政法规（5部）", "expires"),
        ("废止和宣布失效的文件目录", "repeals"),
        ("失效或者废止的文件", "repeals"),
        ("修改的地方性法规目录", "amends"),
        ("停止执行的文件：", "repeals"),
        ("继续有效和废止的文件目录", None),
        ("已失效的文件目录", None),
    ],
)
def test_in_a_document_that_ends_others_the_name_of_a_list_says_so_as_well(line, verb):
    assert list_verb(line, ends_others=True) == verb


ABOVE = ["1．《某市就业办法》（某发〔2009〕1号）", "下列文件宣布失效：", "废止的文件目录", "各市、县："]


@pytest.mark.parametrize(
    ("item", "above", "heading"),
    [
        ("2．《某市救助办法》（某发〔2010〕3号）", ABOVE, "下列文件宣布失效："),
        ("2．《某市救助办法》（某发〔2010〕3号）", ABOVE[2:], "废止的文件目录"),
        ("2．《某市救助办法》（某发〔2010〕3号）", ABOVE[3:], ""),
        ("2．《关于修改某市救助办法的决定》（某令第3号）", ABOVE, "下列文件宣布失效："),
        ("2．《某市救助办法》（某发〔2010〕3号），有效期延长至2030年6月30日", ABOVE, ""),
    ],
)
def test_the_nearest_heading_counts_where_an_item_does_not_say_itself_what_is_done(item, above, heading):
    assert heading_above(item, above) == heading


@pytest.mark.parametrize(
    ("row", "verb"),
    [
        ("1\t《某市救助办法》\t某发〔2010〕3号\t废止", "repeals"),
        ("《某市救助办法》\t宣布失效", "expires"),
        ("1\t《某市救助办法》\t\t修正", "amends"),
        ("1\t《某市救助办法》\t修订（2025年）", "amends"),
        ("1\t《某市救助办法》\t拟废止", "cites"),
        ("1\t《某市救助办法》\t继续有效", "cites"),
        ("1\t《某市救助办法》\t全文有效", "cites"),
        ("1\t《某市救助办法》\t予以保留", "cites"),
        ("1\t《某市救助办法》\t某发〔2010〕3号", None),
        ("1\t《某市救助办法》\t继续执行", "cites"),
        ("1\t《某市救助办法》\t不予废止", "cites"),
        ("1\t《某市救助办法》\t暂不废止", "cites"),
        ("1\t《某市救助办法》\t修订后执行", "cites"),
        ("1\t《某市救助办法》\t经评估，该文件继续有效至2027年底", "cites"),
        ("1\t《某市救助办法》\t建议保留", "cites"),
        ("1\t《某市救助办法》\t已被废止", "cites"),
        ("1\t《某市救助办法》\t有效期延长至2026年12月31日", "extends"),
        ("1\t《某市救助办法》\t停止执行", "repeals"),
        ("1\t《某市救助办法》\t不再执行", "repeals"),
        ("1\t《某市救助办法》\t已失效，予以废止", "repeals"),
        ("1\t《某市救助办法》\t部分废止", "amends"),
        ("1\t《某市救助办法》\t已不适用", None),  # a reason
        ("1\t《某市救助办法》\t没有继续执行的必要", None),
        ("1\t《某市救助办法》\t是否 废止 待定", None),
        ("1\t关于继续执行某某政策的通知\t2010年", None),
        ("废止", None),  # no row
    ],
)
def test_a_row_says_in_a_cell_what_is_done_to_its_document(row, verb):
    assert row_verb(row) == verb


@pytest.mark.parametrize(
    ("behind", "is_valid"),
    [
        ("，继续执行；", True),
        ("（继续有效）", True),
        ("（某发〔2010〕3号），暂不废止。", True),
        ("（某发〔2010〕3号），停止执行；", False),
        ("（修订）；", False),
        ("", False),
    ],
)
def test_an_item_can_say_itself_that_it_stays_valid(behind, is_valid):
    assert stays_valid(behind) is is_valid


@pytest.mark.parametrize(
    ("line", "is_item"),
    [
        ("（一）《某市租赁办法》（某发〔2011〕5号）", True),
        ("2．某市财政局关于印发《培训费管理办法》的通知", True),
        ("3．关于加强租赁管理的通知（某发〔2011〕5号）", True),
        ("4\t某市租赁办法\t2011年", True),
        ("5．某财行〔2016〕9号；", True),
        ("（某财行〔2016〕9号）", True),  # below the name of its document
        ("将第三条中的“甲”修改为“乙”。", False),
        ("此外，按照《预算法》办理，并抄送财政部门。", False),
        ("本决定自公布之日起施行。", False),
    ],
)
def test_a_list_goes_on_with_items_and_rows(line, is_item):
    assert goes_on(line) is is_item


@pytest.mark.parametrize("line", ["将第三条中的“甲”修改为“乙”。", "1．删去第八条。", "（二）增加一款："])
def test_a_list_of_what_is_changed_goes_on_with_the_changes(line):
    assert goes_on(line, changes=True)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("12．关于加强租赁管理的通知（某发〔2011〕5号）；", "关于加强租赁管理的通知"),
        ("关于加强 租赁管理的通知", "关于加强 租赁管理的通知"),
        ("某市租赁管理办法（试行）（某发〔2011〕5号）", "某市租赁管理办法（试行）"),
        ("3\t某市城管局\t关于加强租赁管理的通知\t2011年5月8日", "关于加强租赁管理的通知"),
        ("5．某市就业指导意见", "某市就业指导意见"),
        ("文件名称\t处理意见", None),  # heads of columns
        ("工作方案", None),
        ("关于加强租赁管理的工作", None),
        ("第三条　修改后的办法", None),
    ],
)
def test_an_item_may_name_its_document_without_marks(line, name):
    place = unmarked_name(line)
    assert (line[slice(*place)] if place else None) == name


@pytest.mark.parametrize(
    ("before", "behind", "is_item"),
    [
        ("1. ", "（某发〔2010〕3号）", True),
        ("（十二）", "", True),
        ("某局关于印发", "的通知（某发〔2010〕3号）", True),
        ("某局关于转发", "的函", True),
        ("某局关于发布", "的公告", True),
        ("某局关于贯彻", "的通知", False),
        ("某局关于印发", "的情况", False),
        ("根据", "", False),
    ],
)
def test_a_list_is_about_the_names_at_the_beginning_of_its_items(before, behind, is_item):
    assert names_item(before, behind) is is_item
