"""The tree of numbered lines: which labels open units, what they stand in, and what is told of them."""

import pytest

from articles.text.parsing.lines import split_lines
from articles.text.parsing.units.numbering import Numbering, numbering_of


def read(text: str) -> Numbering:
    """The units of lines parted by "/"; those that begin with # are headings of chapters."""
    lines = split_lines(text.replace("/", "\n"))
    headings = {index for index, line in enumerate(lines) if line.text.startswith("#")}
    return numbering_of(lines, range(len(lines)), headings)


def tree(text: str) -> str:
    """The labels of the units, or the first word of one that has none, with · for each level."""
    lines, depths, labels = text.split("/"), [], []
    for unit in read(text).lines:
        depths.append(0 if unit.parent is None else depths[unit.parent] + 1)
        labels.append("·" * depths[-1] + (unit.label.text or lines[unit.index].split()[0]))
    return " ".join(labels)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        # each list begins anew
        ("一、要求/（一）甲。/（二）乙。/二、任务/（一）丙。", "一、 ·（一） ·（二） 二、 ·（一）"),
        ("一、要求/（一）甲：/1.子；/2.丑。/（二）乙。", "一、 ·（一） ··1. ··2. ·（二）"),
        ("（一）甲。/1.子；/2.丑。/（二）乙：/1.寅。", "（一） ·1. ·2. （二） ·1."),
        # or goes on from one part to the next
        ("一、要求/（一）甲。/（二）乙。/二、任务/（三）丙。", "一、 ·（一） ·（二） 二、 ·（三）"),
        # what is not the first of a list, or in a list of its own, is a citation
        ("（三）甲/（四）乙", ""),
        ("一、要求/（三）项所列。/二、任务", "一、 二、"),
        ("一、要求/（一）甲。/（二）乙。/二、任务/（四）丙。", "一、 ·（一） ·（二） 二、"),
        ("（二）甲/（三）乙", ""),
        ("一、要求/正文。", ""),
        ("正文。", ""),
        # chapters part what stands below them
        ("#第一章/一、甲/二、乙/#第二章/一、丙/二、丁", "一、 二、 一、 二、"),
        ("#第一章/一、甲/（一）子/#第二章/（二）丑/二、乙", "一、 ·（一） （二） 二、"),
    ],
)
def test_a_label_opens_a_unit_where_the_order_of_the_numbers_says_so(text, units):
    assert tree(text) == units
    assert read(text).doubts == ()


@pytest.mark.parametrize(
    ("text", "units", "doubts"),
    [
        ("一、甲/一、乙/二、丙", "一、 一、 二、", ["2: 一、与前一处编号相同"]),
        ("一、甲/二、乙/一、丙/二、丁", "一、 二、 一、 二、", ["3: 一、在同一上级之下重新从一开始"]),
        ("一、甲/三、乙", "一、 三、", ["2: 三、之前编号不连续，原文没有2"]),
        ("一、甲/四、乙", "一、 四、", ["2: 四、之前编号不连续，原文没有2至3"]),
        ("一、甲/五、乙", "一、 五、", ["2: 五、之前编号不连续，原文没有2至4"]),
        ("一、甲/A.子/B.丑/A.寅/B.卯", "一、 ·A. ·B. ·A. ·B.", ["4: A.在同一上级之下重新从一开始"]),
        # too far for a slip, unless the list goes on there: then a part of it is lost
        ("一、甲/二、乙/七、丙", "一、 二、", ["3: 七、次序颠倒或相隔太远，作为前一处的文字保留"]),
        ("一、甲/六、乙/七、丙", "一、 六、 七、", ["2: 六、之前编号不连续，原文没有2至5"]),
        (
            "一、甲/三十二、乙/三十三、丙",
            "一、 三十二、 三十三、",
            ["2: 三十二、之前编号不连续，原文没有2至31"],
        ),
        (
            "一、甲/二、乙/三十四、丙/三十五、丁",
            "一、 二、",
            [
                "3: 三十四、次序颠倒或相隔太远，作为前一处的文字保留",
                "4: 三十五、次序颠倒或相隔太远，作为前一处的文字保留",
            ],
        ),
        (
            "一、甲/二、乙/三、丙/二、丁",
            "一、 二、 三、",
            ["4: 二、次序颠倒或相隔太远，作为前一处的文字保留"],
        ),
        # what is left out comes later
        (
            "一、甲/四、乙/二、丙/三、丁",
            "一、 二、 三、",
            ["2: 四、排在它之前的编号后面才有，作为前一处的文字保留"],
        ),
        ("一、甲/三、乙/二、丙", "一、 二、", ["2: 三、排在它之前的编号后面才有，作为前一处的文字保留"]),
        (
            "一、甲/四、乙/五、丙/二、丁/三、戊",
            "一、 二、 三、",
            [
                "2: 四、排在它之前的编号后面才有，作为前一处的文字保留",
                "3: 五、排在它之前的编号后面才有，作为前一处的文字保留",
            ],
        ),
        # a list of the next part is another one
        (
            "一、甲/（一）子/（三）丑/二、乙/（二）寅",
            "一、 ·（一） ·（三） 二、",
            ["3: （三）之前编号不连续，原文没有2"],
        ),
        (
            "一、甲/（一）子/（六）丑/二、乙/（七）寅",
            "一、 ·（一） 二、",
            ["3: （六）次序颠倒或相隔太远，作为前一处的文字保留"],
        ),
        (
            "一、甲/（一）子/（六）丑/1.寅/（七）卯/二、乙",
            "一、 ·（一） ·（六） ··1. ·（七） 二、",
            ["3: （六）之前编号不连续，原文没有2至5"],
        ),
    ],
)
def test_a_number_out_of_order_is_told(text, units, doubts):
    assert tree(text) == units
    assert [f"{doubt.line}: {doubt.text}" for doubt in read(text).doubts] == doubts


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "一、任务/（一）甲/专栏1 工程/1.子/2.丑/（二）乙/二、保障",
            "一、 ·（一） ·专栏1 ··1. ··2. ·（二） 二、",
        ),
        (
            "一、任务/专栏1 工程/1.子/2.丑/专栏2 工程/1.寅/2.卯/二、保障",
            "一、 ·专栏1 ··1. ··2. ·专栏2 ··1. ··2. 二、",
        ),
        (
            "一、任务/专栏1 工程/1.子/2.丑/二、保障/专栏2 工程/1.寅/2.卯",
            "一、 ·专栏1 ··1. ··2. 二、 ·专栏2 ··1. ··2.",
        ),
        (
            "第一部分 规划/一、任务/（一）甲/专栏1 工程/1.子/2.丑/二、保障",
            "第一部分 ·一、 ··（一） ··专栏1 ···1. ···2. ·二、",
        ),
        ("专栏1 工程/一、子/二、丑/第一部分 规划", "专栏1 ·一、 ·二、 第一部分"),
        ("专栏1 工程/1.子/2.丑/专栏2 工程/1.寅/2.卯", "专栏1 ·1. ·2. 专栏2 ·1. ·2."),
        # the list that was open above goes on behind it
        ("一、任务/1.甲/专栏1 工程/2.乙/二、保障", "一、 ·1. ·专栏1 ·2. 二、"),
        ("一、任务/1.甲/专栏1 工程/（1）子/（2）丑/2.乙", "一、 ·1. ·专栏1 ··（1） ··（2） ·2."),
        ("（一）甲/1.子/专栏1 工程/2.丑/（二）乙", "（一） ·1. 专栏1 ·2. （二）"),
        ("#第一章/（一）甲/专栏1 工程/1.子/2.丑/#第二章/（二）乙", "（一） 专栏1 ·1. ·2. （二）"),
        # and a list of the same kind stands in it
        (
            "一、任务/（一）甲/专栏1 工程/（一）子/（二）丑/二、保障",
            "一、 ·（一） ·专栏1 ··（一） ··（二） 二、",
        ),
        (
            "一、任务/（一）甲/1.子/专栏1 工程/1.寅/2.卯/（二）乙",
            "一、 ·（一） ··1. ·专栏1 ··1. ··2. ·（二）",
        ),
        ("一、任务/A.甲/B.乙/二、保障/专栏1 工程/A.丙/B.丁", "一、 ·A. ·B. 二、 ·专栏1 ··A. ··B."),
        ("一、任务/专栏1 工程/A.甲/B.乙/二、保障/A.丙/B.丁", "一、 ·专栏1 ··A. ··B. 二、 ·A. ·B."),
        ("一、任务/（一）甲/专栏1 工程/三、保障/四、附则", "一、 ·（一） ·专栏1 三、 四、"),
    ],
)
def test_a_box_numbers_for_itself(text, units):
    assert tree(text) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一、任务/A.甲/B.乙/二、保障/A.丙/B.丁", "一、 ·A. ·B. 二、 ·A. ·B."),
        ("一、任务/A.甲/（一）子/（二）丑/B.乙", "一、 ·A. ··（一） ··（二） ·B."),
        ("任务一：甲/一、子/二、丑/任务二：乙/一、寅", "任务一： ·一、 ·二、 任务二： ·一、"),
        ("一、甲/（一）子/A.丑/B.寅/（二）卯/A.辰/B.巳", "一、 ·（一） ··A. ··B. ·（二） ··A. ··B."),
        ("一、甲/A.子/B.丑/二、乙/（一）丙/A.寅/B.卯", "一、 ·A. ·B. 二、 ·（一） ··A. ··B."),
        ("一、甲/A.子/B.丑/二、乙/C.寅", "一、 ·A. ·B. 二、 ·C."),  # it runs on
        # another list of the same place is not gone on with
        ("一、甲/Ⅰ.子/Ⅱ.丑/二、乙/C.寅/A.卯/B.辰", "一、 ·Ⅰ. ·Ⅱ. 二、 ·A. ·B."),
    ],
)
def test_a_list_without_a_place_of_its_own_stands_below_what_is_open(text, units):
    assert tree(text) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一、甲/（1）子/1）丑/2）寅/（2）卯", "一、 ·（1） ··1） ··2） ·（2）"),
        ("一、甲/1）子/（1）丑/（2）寅/2）卯", "一、 ·1） ··（1） ··（2） ·2）"),
        ("一、甲/1）子/（1）丑/①寅/②卯/（2）辰/2）巳", "一、 ·1） ··（1） ···① ···② ··（2） ·2）"),
        ("一、甲/1）子/2）丑：/①寅/（1）卯", "一、 ·1） ·2） ··① ·（1）"),
        ("#第一章/1）子/2）丑/#第二章/（1）寅/（2）卯", "1） 2） （1） （2）"),
    ],
)
def test_one_or_both_brackets_stand_in_each_other_as_the_text_has_them(text, units):
    assert tree(text) == units


@pytest.mark.parametrize(
    ("text", "units", "numbers"),
    [
        (
            "一、税收/问：如何申报？/答：网上。/问：何时申报？/答：月底。/二、社保/问：如何参保？/答：网上。",
            "一、 ·问：如何申报？ ·问：何时申报？ 二、 ·问：如何参保？",
            [1, 1, 2, 2, 1],
        ),
        (
            "问：如何申报？/一、登录。/二、填报。/问：何时申报？/答：月底。",
            "问：如何申报？ ·一、 ·二、 问：何时申报？",
            [1, 1, 2, 2],
        ),
        ("一、登录。/二、填报。/问：如何申报？", "一、 二、", [1, 2]),  # one question is words
    ],
)
def test_questions_are_counted_in_the_part_that_they_stand_in(text, units, numbers):
    assert tree(text) == units
    assert [unit.label.number for unit in read(text).lines] == numbers


@pytest.mark.parametrize(
    ("text", "units", "doubts"),
    [
        ("1 总则/1.1 甲/（1）子/（2）丑/1.2 乙/（1）寅", "1 ·1.1 ··（1） ··（2） ·1.2 ··（1）", []),
        (
            "1 总则/1.1 甲/1）子/1.2 乙/（1）丑：/①寅/1）卯/2）辰",
            "1 ·1.1 ··1） ·1.2 ··（1） ···① ···1） ···2）",
            [],
        ),
        ("1 总则/1.1 甲/一、子/二、丑/1.2 乙", "1 ·1.1 ··一、 ··二、 ·1.2", []),
        ("1 总则/1.1 甲/1.1.1 子/1.1.2 丑/1.2 乙/2 附则", "1 ·1.1 ··1.1.1 ··1.1.2 ·1.2 2", []),
        ("1 总则/1.1 甲/（1）子/（2）丑/1.2 乙/（3）寅", "1 ·1.1 ··（1） ··（2） ·1.2", []),
        ("第一部分 预案/1.1 甲/1.2 乙/2.1 丙", "1.1 1.2 2.1", []),
        ("#第一章/1.1 甲/1.2 乙/#第二章/（1）子/（2）丑/2.1 丙", "1.1 1.2 （1） （2） 2.1", []),
        (
            "1 总则/1.1 甲/（1）子/（3）丑/1.2 乙",
            "1 ·1.1 ··（1） ··（3） ·1.2",
            ["4: （3）之前编号不连续，原文没有2"],
        ),
        ("1 总则/1.1 甲/1.4 乙", "1 ·1.1 ·1.4", ["3: 1.4之前编号不连续，原文没有1.2至1.3"]),
    ],
)
def test_lists_stand_below_decimals(text, units, doubts):
    assert tree(text) == units
    assert [f"{doubt.line}: {doubt.text}" for doubt in read(text).doubts] == doubts


def test_a_unit_knows_its_line():
    assert [unit.index for unit in read("总则/一、甲/正文/（一）子/专栏1 工程/二、乙").lines] == [1, 3, 4, 5]
    assert [unit.index for unit in read("总则/1 甲/正文/1.1 子/（1）丑/1.2 寅").lines] == [1, 3, 4, 5]
