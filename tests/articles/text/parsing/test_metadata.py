"""What a document states of itself: in the record of a site, in its head and tail, in its last provision."""

from datetime import date

import pytest

from articles.text.parsing.document_marks import LineMark, MarkKind
from articles.text.parsing.heads.site_record import record_entries
from articles.text.parsing.lines import SourcePassage
from articles.text.parsing.metadata import StatedRecord, stated_records
from articles.text.parsing.stated_validity import stated_validity


def line_marks(*lines: tuple[MarkKind, str]) -> list[LineMark]:
    """Marks on lines that follow each other."""
    return [LineMark(kind, SourcePassage(100 * place, text)) for place, (kind, text) in enumerate(lines)]


@pytest.mark.parametrize(
    ("line", "records"),
    [
        (
            "索 引 号\t1133/2024-1\t发文字号\t国发〔2015〕9号",  # the number has a field of its own
            [StatedRecord("index_number", "1133/2024-1", "record", "索引号：1133/2024-1")],
        ),
        (
            "有效期至：2027年12月31日",
            [
                StatedRecord(
                    "valid_until",
                    "2027年12月31日",
                    "record",
                    "有效期至：2027年12月31日",
                    date(2027, 12, 31),
                )
            ],
        ),
        ("失效日期：长期", [StatedRecord("valid_until", "长期", "record", "失效日期：长期")]),
        ("成文日期：2024-03-10", [StatedRecord("signed", "2024-03-10", "record", "成文日期：2024-03-10")]),
        ("主题词：", []),
    ],
)
def test_the_record_of_a_site_states_what_has_no_field_of_its_own(line, records):
    assert list(stated_records(record_entries(line), [], None)) == records


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "day"),
    [
        ("本办法自2024年5月1日起施行，有效期5年。", "validity", "5年", date(2029, 4, 30)),
        (
            "本通知自印发之日起施行，有效期至2027年12月31日。",
            "valid_until",
            "2027年12月31日",
            date(2027, 12, 31),
        ),
    ],
)
def test_the_last_provision_states_how_long_it_holds(sentence, kind, value, day):
    validity = stated_validity([sentence], effective_on=date(2024, 5, 1))
    assert stated_records([], [], validity) == (StatedRecord(kind, value, "text", sentence, day),)


@pytest.mark.parametrize(
    ("kind", "line", "value", "place"),
    [
        (MarkKind.COPY_NUMBER, "000123", "000123", "head"),
        (MarkKind.SECRECY, "机密★1年", "机密★1年", "head"),
        (MarkKind.URGENCY, "等级：特急·明电", "特急·明电", "head"),
        (MarkKind.URGENCY, "特急", "特急", "head"),
        (MarkKind.LETTERHEAD, "发电单位　某省人民政府办公厅", "某省人民政府办公厅", "head"),
        (MarkKind.LETTERHEAD, "某市人民政府文件", "某市人民政府文件", "head"),
        (MarkKind.APPROVER, "签发人：王某某", "王某某", "head"),
        (MarkKind.OTHER_NUMBER, "某财发〔2024〕8号", "某财发〔2024〕8号", "head"),
        (MarkKind.REGISTRATION, "统一登记号：QHR-2023-02014", "QHR-2023-02014", "head"),
        (MarkKind.SIGNED, "（2024年5月）", "2024年5月", "tail"),
        (MarkKind.CONTACT, "联系电话：010-12345678", "联系电话：010-12345678", "tail"),
        (MarkKind.KEYWORDS, "主题词：经济管理　企业　通知", "经济管理　企业　通知", "tail"),
        (MarkKind.COPIES, "抄送：省委各部门，省军区。", "省委各部门，省军区。", "tail"),
        (MarkKind.PRINTED, "某市政府办公室　2024年5月6日印发", "某市政府办公室　2024年5月6日印发", "tail"),
    ],
)
def test_a_line_of_head_or_tail_states_what_stands_behind_its_label(kind, line, value, place):
    assert stated_records([], line_marks((kind, line)), None) == (
        StatedRecord(kind.value, value, place, line),
    )


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("（此件有删减）", "此件有删减"),
        ("(此件有删减)。", "此件有删减"),
        ("此件有删减）", "此件有删减"),  # the bracket at its beginning has been lost
        ("列席：赵某（省发展改革委）", "列席：赵某（省发展改革委）"),
        ("列席：赵某(省发展改革委)", "列席：赵某(省发展改革委)"),
        ("出席：张某　李某", "出席：张某　李某"),
        ("记录：张XX。", "记录：张XX"),
    ],
)
def test_a_note_is_stated_without_the_brackets_around_it(line, value):
    note = StatedRecord("note", value, "tail", line)
    assert stated_records([], line_marks((MarkKind.NOTE, line)), None) == (note,)


def test_lines_of_one_kind_that_follow_each_other_state_one_thing():
    lines = [
        (MarkKind.NOTE, "（此件有删减）"),
        (MarkKind.NOTE, "（联系单位：某处）"),
        (MarkKind.COPIES, "抄送：省委各部门，"),
        (MarkKind.COPIES, "各民主党派省委。"),
        (MarkKind.NOTE, "（略）"),
    ]
    stated = stated_records([], line_marks(*lines)[::-1], None)  # in the order of the text
    assert [(record.kind, record.value) for record in stated] == [
        ("note", "此件有删减\n联系单位：某处"),
        ("copies", "省委各部门，\n各民主党派省委。"),
        ("note", "略"),
    ]


def test_a_note_says_whether_the_document_is_open_as_well():
    line = "（此件依申请公开）"
    assert stated_records([], line_marks((MarkKind.NOTE, line)), None) == (
        StatedRecord("note", "此件依申请公开", "tail", line),
        StatedRecord("openness", "依申请公开", "tail", line),
    )


def test_what_is_stated_twice_in_the_same_words_is_kept_once():
    entries = record_entries("公开方式：主动公开")
    assert len(stated_records([*entries, *entries], [], None)) == 1
