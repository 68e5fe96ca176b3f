"""Lines of head and tail that are no text: covers, labels, notes, contacts, lists of annexes, imprints."""

import pytest

from articles.text.parsing.document_marks import (
    LineMark,
    annex_list_above,
    contacts_above,
    cover_marks,
    imprint_begin,
    imprint_marks,
    is_annex_list_head,
    is_note,
    labelled_head,
    lines_below_date,
    note_marks,
)
from articles.text.parsing.lines import SourceLine, split_lines


def lines(text: str) -> list[SourceLine]:
    return split_lines(text.replace("/", "\n"))


def mark_rows(marks: list[LineMark] | tuple[LineMark, ...]) -> list[str]:
    return [f"{mark.kind}: {mark.text}" for mark in marks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("000012", "copy_number"),
        ("份号：000123", "copy_number"),
        ("机密★5年", "secrecy"),
        ("秘　密　特急", "secrecy"),
        ("特　急", "urgency"),
        ("内部明电", "urgency"),
        ("签发人：王某某", "approver"),
        ("江南省人民政府文件", "letterhead"),
        ("江南省人民政府办公厅　文　件", "letterhead"),
        ("JNPR—2023—01001", "registration"),
        ("规范性文件登记号：江规审〔2023〕5号", "registration"),
    ],
)
def test_a_line_above_the_title_is_a_mark_as_a_whole(line, kind):
    assert mark_rows(cover_marks(lines(line)[0])) == [f"{kind}: {line}"]


@pytest.mark.parametrize(
    "line", ["关于加强管理的通知", "江南省人民政府关于清理规范性文件的文件", "第12号", "2024"]
)
def test_a_title_is_no_mark(line):
    assert cover_marks(lines(line)[0]) == []


@pytest.mark.parametrize(
    ("line", "number", "marks"),
    [
        ("江政发〔2024〕41号　签发人：王某某", "江政发〔2024〕41号", ["approver: 签发人：王某某"]),
        ("签发人：王某某　　江政发〔2024〕41号", "江政发〔2024〕41号", ["approver: 签发人：王某某"]),
        (
            "签发人：王某某　李某某  签批盖章：赵某",
            "",
            ["approver: 签发人：王某某　李某某", "approver: 签批盖章：赵某"],
        ),
        ("发电单位：江南省人民政府办公厅", "", ["letterhead: 发电单位：江南省人民政府办公厅"]),
        (
            "发电单位　江南省人民政府办公厅　签批盖章　王某某",
            "",
            ["letterhead: 发电单位　江南省人民政府办公厅", "approver: 签批盖章　王某某"],
        ),
        (
            "等级：特急·明电　江府明电〔2024〕2号　江机123号",
            "江府明电〔2024〕2号",
            ["urgency: 等级：特急·明电", "other_number: 江机123号"],
        ),
        (
            "等级　特急·明电　江府明电〔2024〕2号　发",
            "江府明电〔2024〕2号",
            ["urgency: 等级　特急·明电", "letterhead: 发"],
        ),
        (
            "江财发〔2024〕5号　江税发〔2024〕7号　签发人：王某某",
            "江财发〔2024〕5号",
            ["other_number: 江税发〔2024〕7号", "approver: 签发人：王某某"],
        ),
        (
            "江财发〔2024〕5号　江机8号　签发人：王某某",
            "江财发〔2024〕5号",
            ["other_number: 江机8号", "approver: 签发人：王某某"],
        ),
    ],
)
def test_a_line_of_labels_says_what_each_piece_of_it_is(line, number, marks):
    head = labelled_head(lines(line)[0])
    assert (head.number.text if head.number else "", mark_rows(head.marks)) == (number, marks)
    passages = [mark.passage for mark in head.marks] + ([head.number] if head.number else [])
    pieces = [(piece.start, piece.start + len(piece.text)) for piece in passages] + list(head.gaps)
    assert "".join(line[start:end] for start, end in sorted(pieces)) == line
    assert all(line[start:end].isspace() for start, end in head.gaps)


@pytest.mark.parametrize(
    "line",
    [
        "签发人：王某某",
        "江政发〔2024〕41号",
        "会签　签发人：王某某",
        "关于等级：特急的说明",
        "各市人民政府：",
    ],
)
def test_a_line_of_one_piece_or_with_words_in_front_is_no_line_of_labels(line):
    assert labelled_head(lines(line)[0]) is None


@pytest.mark.parametrize(
    ("line", "is_anywhere", "is_below_date"),
    [
        ("（此件公开发布）", True, True),
        ("（ 此件有删减 ）", True, True),
        ("信息公开选项：主动公开", True, True),
        ("出席：王某、李某。", True, True),
        ("（自2024年7月1日起施行）", False, True),
        ("此件公开发布", False, True),
        ("江南省人民政府", False, False),
        ("各单位应当公开", False, False),
    ],
)
def test_right_below_the_date_every_line_in_brackets_is_a_note(line, is_anywhere, is_below_date):
    assert is_note(line, below_date=False) is is_anywhere
    assert is_note(line, below_date=True) is is_below_date


@pytest.mark.parametrize(
    ("text", "end", "begin"),
    [
        ("二、抓好落实。/联系人：王某/地　址：中山路1号/江南省财政厅", 3, 1),
        ("二、抓好落实。/地　址：中山路1号/联系电话：010-00000000", 3, 1),
        ("联系人：王某", 1, 0),
        ("二、抓好落实。/地　址：中山路1号", 2, 2),  # the point says it
        ("联系人：王某/二、抓好落实。", 2, 2),
        ("二、抓好落实。/联系人：王某", 1, 1),
    ],
)
def test_contacts_stand_together_and_addresses_among_them(text, end, begin):
    assert contacts_above(lines(text), end) == begin


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("江财发〔2024〕5号/（此件公开发布）/联系人：王某/微信公众号：江南财政/附件：1.申报表", 4),
        ("联系人：王某/微信公众号：江南财政/官方网站：www.example.gov.cn/一、总体要求", 3),
        ("（附件另发）/联系人：王某", 2),
        ("联系人：王某/附件：申报表", 1),
        ("（此件公开发布）/江财发〔2024〕5号", 1),  # a number stands right below
        ("江财发〔2024〕5号/江税发〔2024〕7号", 1),
        ("江财发〔2024〕5号/申报办法", 1),
        ("（此件公开发布）/微信公众号：江南财政", 1),
        ("微信公众号：江南财政", 0),
        ("附件：1.申报表", 0),
        ("", 0),
    ],
)
def test_number_notes_and_contacts_stand_below_the_date(below, count):
    assert lines_below_date(lines(below)) == count


def test_below_the_date_each_line_is_of_its_kind():
    below = lines("江财发〔2024〕5号/（附件另发）/（联系人：王某）/微信公众号：江南财政")
    assert mark_rows(note_marks(below)) == [
        "other_number: 江财发〔2024〕5号",
        "note: （附件另发）",
        "contact: （联系人：王某）",
        "contact: 微信公众号：江南财政",
    ]


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("附件：1.申报表", True),
        ("附件1：申报表", True),
        ("附：申报表", True),
        ("附件", False),
        ("附件：", False),
        ("附件：申报时请如实填写。", False),
        ("附件1：填写要求如下：", False),
    ],
)
def test_a_list_of_annexes_begins_with_one_of_them(line, is_head):
    assert is_annex_list_head(line) is is_head


@pytest.mark.parametrize(
    ("text", "end", "begin"),
    [
        ("二、抓好落实。/附件：1.申报表/2.汇总表/江南省财政厅", 3, 1),
        ("附件：1.申报表/2.汇总表", 2, 0),
        ("二、抓好落实。/附件1：申报表/附件2：汇总表", 3, 1),
        ("附件1：申报表/附件2：汇总表/附件3：承诺书", 3, 0),
        ("二、抓好落实。/附件：/1.申报表/2.汇总表", 4, 1),
        ("二、抓好落实。/附 件：申报表", 2, 1),
        ("二、抓好落实。/附件/1.申报表", 3, 1),
        ("二、抓好落实。/附件：", 2, 2),  # of nothing
        ("二、见附件/附件X/1.申报表", 3, 3),
        ("附件：1.申报表/以上材料一式两份。", 2, 2),
        ("附件：1.申报表/以上材料一式两份。/2.汇总表", 3, 3),
        ("二、抓好落实。/江南省财政厅", 2, 2),
        ("一、申报表/二、汇总表/附件：名单", 2, 2),
        ("", 0, 0),
    ],
)
def test_the_list_of_annexes_ends_a_text(text, end, begin):
    assert annex_list_above(lines(text), end) == begin


@pytest.mark.parametrize(("entries", "begin"), [(59, 0), (60, 61)])
def test_a_list_of_annexes_has_sixty_lines_at_most(entries, begin):
    assert annex_list_above(lines("附件：申报表" + "/汇总表" * entries), entries + 1) == begin


COPIES = "抄送：江南省委办公厅，省人大常委会办公厅，省政协办公厅。"
PRINTERS = "江南省人民政府办公厅秘书处 江南省发展和改革委员会 江南省财政厅"
PRINTED = "江南省人民政府办公厅　2024年5月6日印发"


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        (f"二、抓好落实。/{COPIES}/{PRINTED}", 1),
        (f"二、抓好落实。/信息公开选项：主动公开/主题词：财政　通知/{COPIES}/{PRINTED}", 1),
        (f"二、抓好落实。/抄送：省委办公厅，/省政协办公厅，/省法院。/{PRINTED}", 1),
        (f"二、抓好落实。/{COPIES}/（共印50份）", 1),
        ("二、抓好落实。/2024年5月6日印发", 1),
        (f"二、抓好落实。/{PRINTERS}　2024年5月6日印", 1),
        ("二、抓好落实。/抄送：省委办公厅，/省政协办公厅", 1),
        (f"{COPIES}/{PRINTED}", 0),
        # a line that is none ends it
        (f"{COPIES}/第二条 乙。", 2),
        (f"{COPIES}/省军区。", 2),
        (f"抄送：省委办公厅，/省法院。/省军区。/{PRINTED}", 3),
        ("抄送：省委办公厅，/省法院．/省军区", 3),
        (f"{PRINTED}/省军区", 2),
        ("抄送：省委办公厅/附件1/申报表", 3),
        ("主题词：财政　通知/省军区", 2),
        # sentences that end with the same word
        ("请各单位抓紧印发", 1),
        ("请各单位抓紧印制", 1),
        ("由省财政厅统一刻印", 1),
        ("依照省委办公厅关于进一步做好基层减负工作的有关要求，本方案已于2024年5月6日印发", 1),
        ("", 0),
    ],
)
def test_the_imprint_is_the_last_lines_and_nothing_else(text, begin):
    assert imprint_begin(lines(text)) == begin


@pytest.mark.parametrize(("printers", "begin"), [(19, 1), (20, 2)])
def test_an_imprint_has_twenty_lines_at_most(printers, begin):
    text = "二、抓好落实。" + f"/{COPIES}" * printers + f"/{PRINTED}"
    assert imprint_begin(lines(text)) == begin


@pytest.mark.parametrize(("length", "begin"), [(30, 0), (31, 1)])
def test_a_printer_that_is_no_known_body_has_thirty_characters_at_most(length, begin):
    assert imprint_begin(lines(f"{'盟' * length}2024年5月6日印发")) == begin


def test_the_copies_go_on_over_lines():
    imprint = lines(f"主题词：财政　通知/抄送：省委办公厅，/省法院。/{PRINTED}")
    assert mark_rows(imprint_marks(imprint)) == [
        "keywords: 主题词：财政　通知",
        "copies: 抄送：省委办公厅，",
        "copies: 省法院。",
        f"printed: {PRINTED}",
    ]
