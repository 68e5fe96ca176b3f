"""Lines of the head and the tail of an official document that are no text of it.

GB/T 9704-2012 names them: above the title 份号, 密级和保密期限, 紧急程度, 发文机关标志, 签发人; below
the text 附件说明, the signature of a person, 附注; at the very end the imprint (版记) with 抄送 and 印发.
Older documents have 主题词.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.numbers.dates import find_dates
from articles.text.parsing.bodies import signers
from articles.text.parsing.lines import SourceLine, SourcePassage


class MarkKind(StrEnum):
    """What such a line is; the values are those of `PolicyRecord.kind`."""

    COPY_NUMBER = "copy_number"  # 份号
    SECRECY = "secrecy"  # 密级和保密期限
    URGENCY = "urgency"  # 紧急程度
    LETTERHEAD = "letterhead"  # 发文机关标志
    APPROVER = "approver"  # 签发人
    OTHER_NUMBER = "other_number"  # the number of a second body, below the first
    REGISTRATION = "registration"  # 规范性文件登记号
    ANNEX_LIST = "annex_list"  # 附件说明
    SIGNATORY = "signatory"  # 署名的人
    SIGNED = "signed"  # 成文日期, where it is a month alone
    NOTE = "note"  # 附注
    CONTACT = "contact"  # 联系人、联系电话
    KEYWORDS = "keywords"  # 主题词
    COPIES = "copies"  # 抄送
    PRINTED = "printed"  # 印发机关和印发日期


@dataclass(frozen=True)
class LineMark:
    """One line, or a part of one, with its kind."""

    kind: MarkKind
    passage: SourcePassage

    @property
    def text(self) -> str:
        return self.passage.text


_URGENCY = r"特\s*急|加\s*急|平\s*急|急\s*件|特\s*提|(?:内\s*部\s*)?[明密]\s*电"
_COVER = (
    (MarkKind.COPY_NUMBER, re.compile(r"(?:份号\s*[：:]\s*|№\s*|No\.?\s*)?\d{5,8}")),
    (
        MarkKind.SECRECY,
        re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*].{0,12})?(?:\s+(?:特急|加急|特提))?"),
    ),
    (MarkKind.URGENCY, re.compile(rf"(?:{_URGENCY})(?:[\s·•・]+\S{{0,12}})?")),
    (MarkKind.APPROVER, re.compile(r"签\s*发\s*人?\s*[：:].{1,60}")),
    (
        MarkKind.LETTERHEAD,
        re.compile(r"(?!.*(?:关于|《|规范性|的文件))[\u3400-\u9fff（）()、\s]{2,60}文\s*件"),
    ),
)
#: What a line of the head says by a label, as telegrams (电) print it.
_LABELLED = (
    (MarkKind.APPROVER, re.compile(r"签\s*发\s*人?|签批(?:盖章)?")),
    (MarkKind.URGENCY, re.compile(r"(?:电报)?等\s*级")),
    (MarkKind.LETTERHEAD, re.compile(r"发[电报文]单位")),
)
_PIECE = re.compile(
    rf"""
    (?:\A|(?<=\s))
    (?:
        (?P<label>{"|".join(pattern.pattern for _, pattern in _LABELLED)})\s*[：:]
        |(?P<grade>等\s*级\s+(?:{_URGENCY})(?:[·•・]\S{{1,12}})?)   # 等级　特急·明电, without a colon
        |(?P<unmarked>发[电报]单位|签批盖章)(?=\s)                 # 发电单位　某办公厅　签批盖章　王某
        |(?P<number>[^\s：:][^：:]{{2,40}}?号)(?=\s|\Z)
    )
    """,
    re.VERBOSE,
)
_REGISTRATION = re.compile(
    r"[（(]?\s*(?:[A-Z]{2,8}\s*[-—–－]{1,2}\s*\d{4}\s*[-—–－]{1,2}\s*\d{2,6}"
    r"|(?:规范性文件)?(?:统一)?(?:登记|编|备案)(?:编)?号\s*[：:]\s*\S.{1,40})\s*[）)]?"
)
_UNBRACKETED = re.compile(r"(?:此件|此文)\S{2,20}")
_BRACKETED = re.compile(r"[（(](?P<words>.{2,200})[）)][。.]?")
_NOTE_WORDS = re.compile(
    r"^(?:此件|此文|本文|本件|联系|信息公开|主动公开|依申请公开|不予公开|公开|有删减|略)|(?:公开|删减|删节)$"
)
_OPENNESS = re.compile(r"(?:信息|政府信息)?公开(?:选项|方式|属性|类别|形式)\s*[：:].{0,30}")
_CONTACT = re.compile(
    r"[（(]?\s*(?:联\s*系\s*人|联系(?:电话|方式|单位|地址)|(?:咨询|监督|举报|服务|受理)电话|电\s*话|传\s*真|电子(?:邮箱|邮件)|邮\s*箱)(?:及\S{2,6})?\s*[：:].{0,120}"
)
#: Beside a contact or below the date; by itself it is what a point says.
_ADDRESS = re.compile(r"(?:(?:通讯|通信|邮寄)?地\s*址|邮\s*编|邮政编码|网\s*址)\s*[：:].{0,120}")
#: 微信公众号：某局: what goes on with a contact.
_GOES_ON = re.compile(r"[\u3400-\u9fffA-Za-z\s]{2,12}[：:][^。；]{1,80}")
#: Who took part, below the text of minutes (纪要): GB/T 9704-2012, 10.3.
_ATTENDANCE = re.compile(r"(?:出席|列席|缺席|请假|参加|参会|主持|记录)(?:人员|单位|人)?\s*[：:].{1,600}")
_ANNEX_HEAD = re.compile(r"附\s*件?\s*(?:[：:]|[一二三四五六七八九十\d]{1,3}\s*[：:.．、])\s*.*")
_LIST_LINE = re.compile(r"[^。；！？]{1,120}")
_IMPRINT = (
    (MarkKind.NOTE, _OPENNESS),
    (MarkKind.KEYWORDS, re.compile(r"(?:主\s*题\s*词|关\s*键\s*词)\s*[：:].*")),
    (MarkKind.COPIES, re.compile(r"(?:抄\s*[送报发]|分\s*送|发\s*送|主\s*送|报|送|发)\s*[：:].*")),
    (
        MarkKind.PRINTED,
        re.compile(
            r".{0,60}印\s*[发制]?|[（(]?\s*(?:共印|印发份数|印数).{0,20}|(?:校对|打字)\s*[：:]\s*.{0,20}"
        ),
    ),
)
#: 附件, 附件1 alone on a line: no list of copies goes on over it.
_BEGINS_ANNEX = re.compile(r"附\s*[件表录]\s*[一二三四五六七八九十\d]{0,3}\s*[：:]?")
_MOST_IMPRINT, _MOST_LISTED = 20, 60
_LONGEST_PRINTER = 30


def cover_marks(line: SourceLine) -> list[LineMark]:
    """The mark of a line above the title (特急, a registration number …); an empty list for other lines."""
    if is_registration(line.text):
        return [LineMark(MarkKind.REGISTRATION, line.passage())]
    for kind, pattern in _COVER:
        if pattern.fullmatch(line.text):
            return [LineMark(kind, line.passage())]
    return []


@dataclass(frozen=True)
class LabelledHead:
    """What a line of the head says by labels, the document number among it, and the gaps between."""

    number: SourcePassage | None
    marks: tuple[LineMark, ...]
    gaps: tuple[tuple[int, int], ...]


def labelled_head(line: SourceLine) -> LabelledHead | None:
    """Read 某政发〔2024〕41号　签发人：王某某, or 等级：特急·明电　某电〔2024〕2号; None for another line."""
    pieces = [
        piece
        for piece in _PIECE.finditer(line.text)
        if _piece_kind(piece) or document_number_key(piece["number"])
    ]
    is_head = any(map(_piece_kind, pieces)) and pieces[0].start() == 0
    if not is_head or (len(pieces) == 1 and _piece_kind(pieces[0]) is MarkKind.APPROVER):
        return None
    number, marks, gaps = None, [], []
    ends = [piece.start() for piece in pieces[1:]] + [len(line.text)]
    for piece, end in zip(pieces, ends, strict=True):
        stop = len(line.text[:end].rstrip())
        if kind := _piece_kind(piece) or (MarkKind.OTHER_NUMBER if number else None):
            marks.append(LineMark(kind, line.passage(piece.start(), stop)))
        else:
            number = line.passage(*piece.span())
            begin = end - len(line.text[piece.end() : end].lstrip())
            gaps.append((piece.end(), begin))
            kind = MarkKind.OTHER_NUMBER if line.text[begin:stop].endswith("号") else MarkKind.LETTERHEAD
            marks += [LineMark(kind, line.passage(begin, stop))] if begin < stop else []
            stop = max(stop, begin)
        gaps.append((stop, end))
    return LabelledHead(number, tuple(marks), tuple(gap for gap in gaps if gap[0] < gap[1]))


def _piece_kind(piece: re.Match[str]) -> MarkKind | None:
    """What a piece of the head says by its label; None for the number."""
    if piece["grade"]:
        return MarkKind.URGENCY
    label = piece["label"] or piece["unmarked"]
    return next(kind for kind, pattern in _LABELLED if pattern.fullmatch(label)) if label else None


def is_note(text: str, *, below_date: bool) -> bool:
    """Whether a line is a 附注, or says who took part; right below the date every bracketed line is one."""
    match = _BRACKETED.fullmatch(text)
    if is_attendance(text):
        return True
    if _OPENNESS.fullmatch(text) or (below_date and _UNBRACKETED.fullmatch(text)):
        return True
    return bool(match and (below_date or _NOTE_WORDS.search(match["words"].strip())))


def is_attendance(text: str) -> bool:
    """Whether a line says who took part, below the text of minutes."""
    return bool(_ATTENDANCE.fullmatch(text))


def is_registration(text: str) -> bool:
    """Whether a line is the registration number of a 规范性文件: HNPR-2023-01001, 统一登记号：….

    >>> is_registration("HNPR—2023—01001"), is_registration("国办发〔2019〕5号")
    (True, False)
    """
    return bool(_REGISTRATION.fullmatch(text))


def is_contact(text: str) -> bool:
    """Whether a line names a contact or a way to reach one: 联系人：王某, 咨询电话：…."""
    return bool(_CONTACT.fullmatch(text))


def contacts_above(lines: Sequence[SourceLine], end: int) -> int:
    """Where the contacts begin, with addresses among them, that end at `end`; `end` where there are none."""
    begin = end
    while begin and _is_contact_or_address(lines[begin - 1].text):
        begin -= 1
    return begin if any(is_contact(line.text) for line in lines[begin:end]) else end


def _is_contact_or_address(text: str) -> bool:
    return is_contact(text) or bool(_ADDRESS.fullmatch(text))


def lines_below_date(lines: Sequence[SourceLine]) -> int:
    """How many lines right below the date of a signature are the number, 附注 and contacts."""
    count, is_after_contact = 0, False
    for line in lines:
        if count == 0 and document_number_key(line.text):
            count = 1
            continue
        is_after_contact = _is_contact_or_address(line.text) or (
            is_after_contact and not is_annex_list_head(line.text) and bool(_GOES_ON.fullmatch(line.text))
        )
        if not (is_after_contact or is_note(line.text, below_date=True)):
            break
        count += 1
    return count


def note_marks(lines: Sequence[SourceLine]) -> list[LineMark]:
    """The marks of the lines below a signature: 附注, a number, contacts and what continues them."""
    return [LineMark(_note_kind(line.text), line.passage()) for line in lines]


def _note_kind(text: str) -> MarkKind:
    if document_number_key(text):
        return MarkKind.OTHER_NUMBER
    is_contacts = is_contact(text) or not is_note(text, below_date=True)
    return MarkKind.CONTACT if is_contacts else MarkKind.NOTE


def is_annex_list_head(text: str) -> bool:
    """Whether a line begins the list of annexes (附件说明): 附件：1.某表."""
    return bool(_ANNEX_HEAD.fullmatch(text)) and is_listed(text)


def is_listed(text: str) -> bool:
    """Whether a line can be an entry of 附件说明: no sentence."""
    return bool(_LIST_LINE.fullmatch(text)) and not text.endswith("：")


def annex_list_above(lines: Sequence[SourceLine], end: int) -> int:
    """Where 附件说明 begins that ends at `end`; `end` where there is none."""
    for index in range(end - 1, max(-1, end - 1 - _MOST_LISTED), -1):
        text = lines[index].text
        if is_annex_list_head(text) or (text.rstrip("：: ") == "附件" and index + 1 < end):
            above = index
            while above and is_annex_list_head(lines[above - 1].text):
                above -= 1
            return above
        if not is_listed(text):
            break
    return end


def imprint_begin(lines: Sequence[SourceLine]) -> int:
    """Where the imprint begins that ends the document; the number of lines where there is none."""
    for index in range(max(0, len(lines) - _MOST_IMPRINT), len(lines)):
        kind = _imprint_kind(lines[index].text)
        if kind and _is_imprint(lines[index:]):
            return index
    return len(lines)


def imprint_marks(lines: Sequence[SourceLine]) -> list[LineMark]:
    """The lines of an imprint; only copies go on over a line."""
    return [LineMark(_imprint_kind(line.text) or MarkKind.COPIES, line.passage()) for line in lines]


def _imprint_kind(text: str) -> MarkKind | None:
    for kind, pattern in _IMPRINT:
        if pattern.fullmatch(text):
            is_printed = (
                kind is not MarkKind.PRINTED or not text.endswith(("印发", "印制", "印")) or _is_printer(text)
            )
            return kind if is_printed else None
    return None


def _is_printer(text: str) -> bool:
    """Whether a line names a body and the day of printing: 某市人民政府办公室　2024年5月6日印发."""
    dates = list(find_dates(text))
    if not dates:
        return False
    printer = text[: dates[0].start].strip()
    return bool(signers(printer)) or len(printer) <= _LONGEST_PRINTER


def _is_imprint(lines: Sequence[SourceLine]) -> bool:
    """Whether all the lines are imprint, with a line of copies or of printing among them."""
    goes_on = False
    for line in lines:
        kind = _imprint_kind(line.text)
        if kind is None and (not goes_on or _BEGINS_ANNEX.fullmatch(line.text)):
            return False
        if kind is not None or line.text.endswith(("。", "．")):
            goes_on = kind is MarkKind.COPIES and not line.text.endswith("。")
    return True
