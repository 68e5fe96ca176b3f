"""Who signs a document: bodies (机关) on a line of the signature, and persons apart from them.

A line holds one body (科　技　部), several (财政部　税务总局; 甲局、乙局) or a person with the office
(总理　李某). Only bodies are issuers (GB/T 9704-2012, 7.3.5: a person signs in place of a seal).
"""

import re
from dataclasses import dataclass

_BODY_ENDS = (
    "部|委|局|署|厅|院|府|会|办|室|行|社|司|处|科|组|团|协|所|站|台|队|庭|校|馆|联|库|中心|大学|中央|集团|海关|军区|"
    "人大|政协|法院|兵团|公司|基地|专班"
)
_BODY = re.compile(
    rf"[\u3400-\u9fff（）()“”·\d]{{1,40}}?(?:{_BODY_ENDS})(?:[（(][\u3400-\u9fff]{{1,12}}[）)])?"
)
_NOT_BODY = re.compile(r"附件|附表|关于|《|[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]+[）)]|\d")
_SEAL = re.compile(r"[（(](?:公章|盖章|印章|章|印|代章)[）)]$")
_PART_OF_BODY = re.compile(r"办公[厅室]|秘书[局处]|常务委员会|党组|党委")
_OFFICE = (
    r"总\s*理|主\s*席|主\s*任|书\s*记|审\s*计\s*长|秘\s*书\s*长|"
    r"[\u3400-\u9fff]?\s*[部省市区县州盟旗行署局厅院会社台校司处所]\s*长"
)
_NAME = r"[\u3400-\u9fff×某](?:\s*[\u3400-\u9fff×某]){1,3}|[\u3400-\u9fff]{2,8}·[\u3400-\u9fff·]{2,12}"
_PERSON = re.compile(
    rf"""
    (?P<office>[\u3400-\u9fff]{{0,20}}?\s*(?:{_OFFICE})(?:[（(][^（）()]{{1,6}}[）)])?)   # 市　长, 科技部部长
    [\s：:]+
    (?P<name>{_NAME})
    """,
    re.VERBOSE,
)
_BARE_NAME = re.compile(rf"(?:{_NAME})")
_FORMULA = re.compile(r"(?:[此专]复|此令|特此[\u3400-\u9fff]{2,4})[。！]?$")
_BARE_OFFICE = re.compile(rf"[\u3400-\u9fff]{{0,20}}?(?:{_OFFICE})")
_TRAILING_NOISE = re.compile(r"\s+[\x21-\x7e]{1,8}$")  # 国务院办公厅   &sp; of a web page
_LONGEST_LINE = 120
_TITLE_BODIES = re.compile(r"(?P<bodies>[^《》关]{2,60}?)(?=关于|转发|批转|印发)")
#: 财政部税务总局 are two bodies, 教育部办公厅 and 国务院新闻办公室 are one.
_RUN_TOGETHER = re.compile(
    r"(?:部|委|局|厅|总署|委员会|银行|政府)(?!办公|管理|员会)(?=[\u3400-\u9fff]{1,12}(?:部|委|局|厅|署|会|银行|政府)$)"
)
_COLUMNS = re.compile(r"\s{2,}|\t")


@dataclass(frozen=True)
class SigningBody:
    """A name at [start, end) of a line; `name` is closed up and without the note of a seal."""

    start: int
    end: int
    name: str
    is_person: bool = False


def is_body_name(name: str) -> bool:
    """Whether a closed-up name is that of a body.

    >>> is_body_name("国家税务总局"), is_body_name("加强领导")
    (True, False)
    """
    return bool(_BODY.fullmatch(name)) and not _NOT_BODY.search(name)


def signers(text: str) -> tuple[SigningBody, ...]:
    """Return the bodies or persons that a line of a signature names; empty when it is no such line.

    >>> [signer.name for signer in signers("财 政 部　　税务总局")]
    ['财政部', '税务总局']
    """
    if len(text) > _LONGEST_LINE:
        return ()
    return _signing_persons(text) or _signing_bodies(_TRAILING_NOISE.sub("", text))


def bodies_in_title(title: str) -> tuple[str, ...]:
    """The bodies that a title begins with (党政机关公文处理工作条例 art. 9.7); none if run together.

    >>> bodies_in_title("国务院关于修改某条例的决定"), bodies_in_title("关于某事的通知")
    (('国务院',), ())
    """
    match = _TITLE_BODIES.match(title)
    title_signers = signers(match["bodies"]) if match else ()
    if any(signer.is_person or _RUN_TOGETHER.search(signer.name) for signer in title_signers):
        return ()
    return tuple(signer.name for signer in title_signers)


def is_formula(text: str) -> bool:
    """Whether a line ends a reply or an order and names nobody: 此复, 此令."""
    return bool(_FORMULA.match(text))


def columns(text: str) -> list[tuple[int, int]]:
    """Where the words of a line stand that wide gaps part."""
    return _split_spans(text, _COLUMNS)


def is_bare_name(text: str) -> bool:
    """Whether a line is a person's office or name alone, as they stand below each other."""
    is_office = _BARE_OFFICE.fullmatch(text) is not None
    return (is_office or _BARE_NAME.fullmatch(text) is not None) and not is_body_name("".join(text.split()))


def _signing_persons(text: str) -> tuple[SigningBody, ...]:
    match = _PERSON.fullmatch(text)
    if match and not is_body_name("".join(match["name"].split())):
        return (SigningBody(0, len(text), " ".join(text.split()), is_person=True),)
    pieces = columns(text)
    if len(pieces) > 1 and all(_PERSON.fullmatch(text[start:end]) for start, end in pieces):
        return tuple(
            SigningBody(start, end, " ".join(text[start:end].split()), True) for start, end in pieces
        )
    return ()


def _signing_bodies(text: str) -> tuple[SigningBody, ...]:
    words = _word_spans(text)
    bodies: list[SigningBody] = []
    begin = 0
    while begin < len(words):
        end = next((end for end in range(begin + 1, len(words) + 1) if _body_name(text, words[begin:end])), 0)
        if not end:
            return ()
        name = _body_name(text, words[begin:end])
        start = words[begin][0]
        if bodies and _PART_OF_BODY.fullmatch(name):
            start, name = bodies[-1].start, bodies.pop().name + name
        bodies.append(SigningBody(start, words[end - 1][1], name))
        begin = end
    return tuple(bodies)


def _body_name(text: str, words: list[tuple[int, int]]) -> str:
    """The body that the words together name, or ""."""
    name = _SEAL.sub("", "".join(text[words[0][0] : words[-1][1]].split()))
    return name if is_body_name(name) or _PART_OF_BODY.fullmatch(name) else ""


def _word_spans(text: str) -> list[tuple[int, int]]:
    """The words of a line; characters spaced out evenly (税 务 总 局) are one."""
    words = _split_spans(text, re.compile(r"[\s、，,]+"))
    spans: list[tuple[int, int]] = []
    gap = 0  # between the characters of the cluster that is open
    for start, end in words:
        width = _display_width(text[spans[-1][1] : start]) if spans else 0
        is_open = bool(spans) and (gap > 0 or spans[-1][1] - spans[-1][0] == 1)
        if end - start == 1 and is_open and gap in (0, width):
            gap = width
            spans[-1] = (spans[-1][0], end)
        else:
            gap = 0
            spans.append((start, end))
    return spans


def _display_width(gap: str) -> int:
    """How wide a gap is: a space of Chinese writing is as wide as two others."""
    return len(gap) + gap.count("\u3000")


def _split_spans(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces, begin = [], 0
    for match in separator.finditer(text):
        if match.start() > begin:
            pieces.append((begin, match.start()))
        begin = match.end()
    return [*pieces, (begin, len(text))] if begin < len(text) else pieces
