"""The table of synonyms as an editor's lines: read with their comments, refused, and written for search."""

import pytest

from articles.text.wording.synonym_tables.synonym_lines import SynonymLine, read_lines, read_table, table_text
from articles.text.wording.synonym_tables.synonyms import SynonymError, parse_synonyms

TABLE = """# 税收
# 关税
免税、减免税 → 免征 | 0.9 | 第二十五条

# 这一段说明整张表
#

## X轮融资
老板 → 经营+者、法人
【某〔2024〕1号】  # 只用于它
辞退…赔 -> 经济补偿
【全库】
  甲 → 乙
# 后面没有词
"""
LINES = [
    SynonymLine("免税、减免税", "免征", 0.9, "第二十五条", note="税收\n关税"),
    SynonymLine("老板", "经营+者、法人", 0.5, note="X轮融资"),
    SynonymLine("辞退…赔", "经济补偿", 0.5, scope="某〔2024〕1号"),
    SynonymLine("甲", "乙", 0.5),
]
ARROWS = ("|", "→", "->", "=>")


def test_lines_are_read_with_the_comments_right_above_them_and_the_policy_they_are_of():
    assert list(read_lines(TABLE)) == LINES


def test_an_empty_comment_or_an_empty_line_alone_parts_nothing_off():
    (line,) = read_lines("# 税收\n#\n# 关税\n\n免税 → 免征")
    assert line.note == "税收\n关税"


def test_an_unreadable_line_is_kept_off_with_what_it_said():
    lines = list(read_lines(f"【某〔2024〕1号】\n没有箭头的一行\n{'长' * 601}"))
    assert lines[0] == SynonymLine(
        "没有箭头的一行",
        "？",
        0.5,
        scope="某〔2024〕1号",
        note="读不懂的一行：没有箭头的一行",
        is_active=False,
    )
    assert (len(lines[1].words), len(lines[1].note)) == (600, len("读不懂的一行：") + 601)
    assert parse_synonyms(table_text(lines)) == []


def test_what_search_reads_has_the_lines_of_one_policy_together_below_those_of_all():
    off = SynonymLine("乙", "甲", 0.5, scope="某〔2023〕7号", is_active=False)
    late = SynonymLine("丙", "丁", 0.25, scope="某〔2024〕1号", note="晚加的\n\n两行")
    assert table_text([LINES[2], *LINES[:2], LINES[3], off, late]) == (
        "# 税收\n# 关税\n免税、减免税 → 免征 | 0.9 | 第二十五条\n"
        "# X轮融资\n老板 → 经营+者、法人 | 0.5\n甲 → 乙 | 0.5\n"
        "\n【某〔2024〕1号】\n辞退…赔 → 经济补偿 | 0.5\n# 晚加的\n# 两行\n丙 → 丁 | 0.25\n"
    )


def test_words_that_mean_each_other_are_two_lines():
    line = SynonymLine("公司", "企业、法人", 0.8, "第二条", is_both=True)
    assert line.lines() == ["公司 → 企业、法人 | 0.8 | 第二条", "企业、法人 → 公司 | 0.8 | 第二条"]
    assert line.explained() == {"公司", "企业", "法人"}
    assert SynonymLine("爸/妈…再婚", "婚姻+自由", 1).explained() == {"爸…再婚", "妈…再婚"}


def test_a_table_is_read_as_it_was_written():
    both = SynonymLine("公司", "企业、法人", 0.8, "第二条", note="互为同义", is_both=True)
    assert list(read_table(table_text([LINES[0], both, LINES[1]]))) == [LINES[0], both, LINES[1]]


@pytest.mark.parametrize(
    "mirror",
    ["企业 → 公司 | 0.7", "企业 → 公司 | 0.8 | 第二条", "# 另一行\n企业 → 公司 | 0.8", "企业 → 厂 | 0.8"],
)
def test_only_the_same_line_turned_round_is_its_mirror(mirror):
    assert [line.is_both for line in read_table(f"公司 → 企业 | 0.8\n{mirror}")] == [False, False]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (SynonymLine("免税\n减税", "免征", 0.5), "一格里不能换行"),
        (SynonymLine("免税", "免征\r减征", 0.5), "一格里不能换行"),
        (SynonymLine("免税", "免征", 0.5, "第二条\n第三条"), "一格里不能换行"),
        *(
            (SynonymLine(f"免税{sign}", "免征", 0.5), "说法里不能有 | 和箭头")
            for sign in ("|", "→", "->", "=>")
        ),
        (SynonymLine("免税", "免征|减征", 0.5), "说法里不能有 | 和箭头"),
        (SynonymLine(" # 免税", "免征", 0.5), "说法不能以 # 或【 开头"),
        (SynonymLine("【免税】", "免征", 0.5), "说法不能以 # 或【 开头"),
        (SynonymLine("辞退…赔", "补偿", 0.5, is_both=True), "互为同义的不能有 + 和 …"),
        (SynonymLine("赔", "经济+补偿", 0.5, is_both=True), "互为同义的不能有 + 和 …"),
    ],
)
def test_what_an_editor_may_not_write_is_named(line, message):
    with pytest.raises(SynonymError) as error:
        line.lines()
    assert str(error.value) == message
