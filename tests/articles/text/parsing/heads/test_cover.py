"""What stands above the title (版头): copy number, secrecy, urgency, letterhead, number."""

import pytest

from articles.text.parsing.heads.cover import (
    marks_below_title,
    take_cover,
    take_other_numbers,
    take_registration,
)
from articles.text.parsing.lines import RemovalReason, SourceLine, split_lines

ABOUT = "关于做好防汛工作的通知"


def lines_of(lines: str) -> list[SourceLine]:
    return split_lines(lines.replace("|", "\n"))


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            "000123|机密★1年|特急|江南省人民政府文件|江政发〔2024〕41号　签发人：王某",
            "copy_number 000123|secrecy 机密★1年|urgency 特急|letterhead 江南省人民政府文件"
            "|approver 签发人：王某|number 江政发〔2024〕41号",
        ),
        (
            "江南省财政厅|江南省商务厅|文 件",
            "letterhead 江南省财政厅|letterhead 江南省商务厅|letterhead 文 件",
        ),
        (
            "000123|江南省财政厅|江南省商务厅|文　件|特急",
            "copy_number 000123|letterhead 江南省财政厅|letterhead 江南省商务厅|letterhead 文　件"
            "|urgency 特急",
        ),
        ("★ 江南省财政厅 ★|特急", "letterhead ★ 江南省财政厅 ★|urgency 特急"),
        ("附件1", ""),
        ("附 件：|特急", "urgency 特急"),
        (
            "发电单位：省防指　签批盖章：王某|等级：特急　江防电〔2024〕2号",
            "letterhead 发电单位：省防指|approver 签批盖章：王某|urgency 等级：特急|number 江防电〔2024〕2号",
        ),
        (
            "江政发〔2024〕41号　签发人：王某|江财发〔2024〕9号　签发人：李某",
            "approver 签发人：王某|approver 签发人：李某|number 江政发〔2024〕41号",
        ),
        (
            "ICS 93.060|P 21|江南省地方标准|DB33/T 1099-2022",
            "letterhead ICS 93.060|letterhead P 21|letterhead 江南省地方标准|number DB33/T 1099-2022",
        ),
        (
            "附件|ICS 93.060|DB33/T 1099-2022|代替 DB33/T 1099-2012",
            "letterhead ICS 93.060|letterhead 代替 DB33/T 1099-2012|number DB33/T 1099-2022",
        ),
    ],
)
def test_the_lines_of_the_head_are_taken_off(above, expected):
    lines = lines_of(f"{above}|{ABOUT}|各市：")
    cover = take_cover(lines)
    marks = [f"{mark.kind} {mark.text}" for mark in cover.marks]
    if cover.number:
        marks.append(f"number {cover.number.text}")
    assert "|".join(marks) == expected
    assert [line.text for line in cover.lines] == above.split("|")
    assert [line.text for line in lines] == [ABOUT, "各市："]


@pytest.mark.parametrize(
    ("lines", "letterhead"),
    [
        (f"江南省财政厅|江财发〔2024〕5号|{ABOUT}|各市：", "江南省财政厅"),
        (f"江南省财政厅|江南省商务厅|江财发〔2024〕5号|{ABOUT}|各市：", "江南省财政厅|江南省商务厅"),
        (f"江南省财政厅|江财发〔2024〕5号　签发人：王某|{ABOUT}|各市：", "江南省财政厅"),
        ("财政部　税务总局|2024年第5号|关于延续抗癌药品增值税政策的公告", "财政部　税务总局"),
        ("财政部　税务总局|2024年第5号", ""),
        (f"江南省财政厅|{ABOUT}|各市：", ""),  # the first line of the title
        (f"XX省财政厅|江财发〔2024〕5号|{ABOUT}|各市：", ""),  # a form names no body
        ("江南省财政厅|江南省商务厅", ""),
        ("江南省财政厅", ""),
    ],
)
def test_bodies_alone_are_a_letterhead_above_a_number(lines, letterhead):
    marks = take_cover(lines_of(lines)).marks
    assert "|".join(mark.text for mark in marks if mark.kind == "letterhead") == letterhead


NUMBER, DAY, HOST = "〔2024〕第7期", "某市人民政府办公室　2024年3月18日", "副市长李某主持会议。"


@pytest.mark.parametrize(
    ("lines", "letterhead"),
    [
        (f"会议纪要|{NUMBER}|{DAY}|关于道路建设有关问题的会议纪要|{HOST}", "会议纪要"),
        (
            f"江南省人民政府|专题会议纪要|{NUMBER}|关于道路建设有关问题的会议纪要|{HOST}",
            "江南省人民政府|专题会议纪要",
        ),
        (f"专题会议纪要|{NUMBER}|推进数字经济发展专题会议纪要|{HOST}", "专题会议纪要"),
        (f"会议纪要|{NUMBER}|{DAY}|{HOST}|关于道路建设的会议纪要|{HOST}", "会议纪要"),
        (
            f"会议纪要|{NUMBER}|{DAY}|{HOST}|{HOST}|关于道路建设的会议纪要|{HOST}",
            "",
        ),  # too far below
        (f"会议纪要|{NUMBER}|关于道路建设有关问题的|会议纪要|{HOST}", "会议纪要"),
        (f"会议纪要|{NUMBER}|关于道路建设有关问题的会议纪|要|{HOST}", "会议纪要"),
        (f"会议纪要|{NUMBER}|关于研究“两化融合”有关问题的会议纪要|{HOST}", "会议纪要"),
        (f"会议纪要|{NUMBER}|关于道路建设有关问题|{HOST}", ""),
        (f"会议纪要|{NUMBER}|2024年工作报告|{HOST}", ""),  # ends as titles do, but is about nothing
        (f"江南省人民政府常务会议纪要|{NUMBER}|{HOST}", ""),  # the title itself
    ],
)
def test_minutes_have_a_letterhead_above_their_title(lines, letterhead):
    assert "|".join(mark.text for mark in take_cover(lines_of(lines)).marks) == letterhead


@pytest.mark.parametrize(("length", "count"), [(45, 2), (46, 0)])
def test_the_letterhead_of_minutes_has_forty_five_characters_at_most_before_its_kind(length, count):
    body = "江南省安全生产委员会办公室"
    minutes = (
        f"{'危险化学品道路运输安全监管联席会议专题会议联合督查会议'.rjust(length - len(body), '某')}纪要"
    )
    lines = lines_of(f"{body}|{minutes}|{NUMBER}|关于道路运输有关问题的会议纪要|{HOST}")
    assert len(take_cover(lines).marks) == count


def test_the_label_of_an_annex_and_the_gaps_of_a_line_are_left_out():
    removals = take_cover(lines_of(f"附件1|江政发〔2024〕41号　签发人：王某|{ABOUT}|各市：")).removals
    assert [(removal.text, removal.reason) for removal in removals] == [
        ("附件1", RemovalReason.ANNEX_LABEL),
        ("\u3000", RemovalReason.SEPARATOR),
    ]


def test_the_head_may_stand_above_the_title_alone():
    lines = lines_of(f"特急|{ABOUT}")
    assert [line.text for line in take_cover(lines).lines] == ["特急"]
    assert [line.text for line in lines] == [ABOUT]


@pytest.mark.parametrize("lines", ["特急", f"{ABOUT}|特急"])
def test_the_last_line_and_what_stands_below_the_title_are_no_head(lines):
    source_lines = lines_of(lines)
    assert (take_cover(source_lines).lines, source_lines) == ([], lines_of(lines))


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("特急|江防电〔2024〕2号|各市：", 1),
        ("秘密|特急|江防电〔2024〕2号|各市：", 2),
        ("秘密|特急|000123|江防电〔2024〕2号|各市：", 3),
        ("特急|各市：", 0),
        ("特急", 0),
        ("江防电〔2024〕2号|江防指〔2024〕9号|各市：", 0),
    ],
)
def test_telegrams_print_marks_between_title_and_number(lines, count):
    assert marks_below_title(lines_of(lines)) == count


def test_the_registration_of_a_normative_document_stands_below_its_number():
    lines = lines_of("JNPR—2024—01001|各市：")
    assert [(mark.kind, mark.text) for mark in take_registration(lines)] == [
        ("registration", "JNPR—2024—01001")
    ]
    assert (take_registration(lines), [line.text for line in lines]) == ([], ["各市："])
    assert take_registration([]) == []


def test_the_numbers_of_further_bodies_stand_below_the_first():
    lines = lines_of("江商发〔2024〕9号|江税发〔2024〕3号|财政部公告2024年第5号|江海发〔2024〕1号")
    marks = take_other_numbers(lines)
    assert [(mark.kind, mark.text) for mark in marks] == [
        ("other_number", "江商发〔2024〕9号"),
        ("other_number", "江税发〔2024〕3号"),
    ]
    assert [line.text for line in lines] == ["财政部公告2024年第5号", "江海发〔2024〕1号"]
    assert len(take_other_numbers(lines_of("江商发〔2024〕9号|各市："))) == 1
    assert take_other_numbers([]) == []
