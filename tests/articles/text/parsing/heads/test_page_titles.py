"""The name that a web page gives a document is told from the title that the document prints itself."""

import pytest

from articles.text.parsing.heads.page_titles import page_name, second_title
from articles.text.parsing.lines import SourceLine, split_lines

TITLE = "江南省财政厅关于印发《江南省会展业补助资金管理办法》的通知"
SIX_LINES = "江南省财政厅/关于印发/《江南省/会展业补助资金/管理办法》/的通知"
NOTES = "江财规〔2024〕5号/索引号：A1/成文日期：略/字号：大中小/来源：省财政厅/浏览次数：12/保护视力色"


def lines_of(lines: str) -> list[SourceLine]:
    return split_lines(lines.replace("/", "\n"))


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (f"{TITLE}/各市财政局：", slice(1, 2)),
        ("江南省财政厅/关于印发《江南省会展业补助资金管理办法》的通知/各市财政局：", slice(1, 3)),
        (f"江财规〔2024〕5号/{SIX_LINES}/各市财政局：", slice(2, 8)),
        (SIX_LINES, slice(1, 7)),
        (SIX_LINES.replace("管理", "管理/"), slice(0)),  # too many lines for a title
        (f"江财规〔2024〕5号/{TITLE}/各市财政局：", slice(0)),  # one line further below is not its business
        (f"{NOTES}/江南省财政厅/关于印发《江南省会展业补助资金管理办法》的通知", slice(8, 10)),
        (f"{NOTES}/打印/江南省财政厅/关于印发《江南省会展业补助资金管理办法》的通知", slice(0)),  # too far
        ("江南省财政厅/关于印发《江南省会展业专项资金管理办法》的通知", slice(0)),  # another document
    ],
)
def test_the_title_comes_again_over_several_lines(below, expected):
    assert second_title(lines_of(f"{TITLE}/{below}")) == expected


def test_one_line_further_below_is_no_second_title_even_as_the_last():
    assert second_title(lines_of(f"{TITLE}/江财规〔2024〕5号/{TITLE}")) == slice(0)


def test_a_title_that_names_nothing_does_not_come_again():
    assert second_title(lines_of(f"《　》/江财规〔2024〕5号/{TITLE}")) == slice(0)


def test_bodies_that_come_again_are_no_title():
    assert second_title(lines_of("财政部　税务总局/财政部/税务总局/公告/2024年第5号")) == slice(0)


SEVEN = "江南省财政厅/关于印发/《江南省/会展业补助资金/管理/办法》/的通知"
MINISTRIES = "财政部/海关总署/税务总局/商务部/教育部/科技部"
ABOUT = "关于做好汛期地质灾害防治工作的通知"
ANNOUNCED = "关于调整重大技术装备进口税收政策的公告"


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (f"{ABOUT}/（江防指〔2024〕5号）/{ABOUT}/江防指〔2024〕5号/各市：", 2),
        (f"江防指〔2024〕5号/《{ABOUT}》/{ABOUT}/江防指〔2024〕5号/各市：", 2),
        (f"{ABOUT}/（江防指〔2024〕5号）/{ABOUT}/各市：", 0),  # the number stands once only
        (f"{ABOUT}/（江防指〔2024〕5号）/{ABOUT}/各市：/江防指〔2024〕5号", 0),  # that is no place for it
        (f"{ABOUT}/各市：/{ABOUT}/江防指〔2024〕5号", 0),  # no number above
        (
            f"{ABOUT}/（江防指〔2024〕5号）/江南省防汛指挥部/{ABOUT}/江防指〔2024〕5号",
            1,
        ),  # its title has the body
        (f"财政部公告2024年第5号/{ANNOUNCED}/财政部/公告/2024年第5号/{ANNOUNCED}/现公告如下：", 2),
        (f"财政部公告2024年第5号/{ANNOUNCED}/财政部/发布/2024年第5号/{ANNOUNCED}", 0),
        (f"{ANNOUNCED}/财政部公告/2024年第5号/{ANNOUNCED}/现公告如下：", 1),
        (f"{ANNOUNCED}/财政部公告/2024年第5号/关于延续抗癌药品增值税政策的公告", 0),  # of another document
        (f"{ANNOUNCED}/政策解读/财政部公告/2024年第5号/{ANNOUNCED}", 0),  # no head begins below it
        (f"{ANNOUNCED}/财政部公告/2024年第5号/关于调整重大技术装备/进口税收政策的公告/现公告如下：", 1),
        (f"{ABOUT}/江南省水利厅{ABOUT}/各市水利局：", 1),
        (f"{ABOUT}/江南省水利厅　江南省应急厅/{ABOUT}/各市水利局：", 1),
        (f"{ABOUT}/江防指〔2024〕5号/江南省水利厅/关于做好汛期地质灾害/防治工作的通知/各市：", 1),
        (f"{ABOUT}/关于转发水利部{ABOUT}/各市水利局：", 0),  # passes on the notice of another body
        (f"{ABOUT}/各市水利局：/江南省水利厅{ABOUT}", 0),  # the text has begun
        ("江南省防汛工作综述/江南省水利厅江南省防汛工作综述", 0),  # ends as no title does
        (f"{ABOUT}/江南省水利厅{ABOUT}", 1),
        (f"{ABOUT}/江防指〔2024〕5号", 0),
        (ABOUT, 0),
        (f"关于印发《江南省会展业补助资金管理办法》的通知/{SIX_LINES}", 1),
        (f"关于印发《江南省会展业补助资金管理办法》的通知/{SEVEN}", 0),  # too many lines for a title
        (f"财政部等公告2024年第5号/{ANNOUNCED}/{MINISTRIES}/公告/2024年第5号/{ANNOUNCED}", 2),
        (
            f"财政部等公告2024年第5号/{ANNOUNCED}/{MINISTRIES}/司法部/公告/2024年第5号/{ANNOUNCED}",
            0,
        ),  # too far
    ],
)
def test_the_name_of_a_page_stands_above_head_or_title(lines, count):
    assert page_name(lines_of(lines)) == count
