"""The addressee line (主送机关) of a notice, with its region qualifier shared out to every body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# 「各省、自治区、直辖市、计划单列市及新疆生产建设兵团」 qualifies every body after it; splitting the line
# at 「、」 would break it up (原文陷阱 13).
_REGIONS = re.compile(
    r"""
    各省
    (?:[、,，和及与]?(?:各)?(?:自治区|直辖市|计划单列市|副省级城市|新疆生产建设兵团))*
    """,
    re.VERBOSE,
)
#: 各县（市、区）人民政府 is one body: what separates bodies stands outside brackets.
_BETWEEN = re.compile(r"[、，,；;](?![^（()）]*[）)])")
_LONGEST = 600
_GLUED = re.compile(r"各[^。；：:]{2,200}[：:](?=\s*[\u3400-\u9fff《“])")
_MOST_LINES = 6
# What is no list of bodies but the beginning of the text: 现就有关事项通知如下：
_TEXT = re.compile(
    r"如下|以下|下列|关于|[〔〕《]|议定|审议|研究|讨论|会议|[。；！？]|现将|现就|^(?:为了?|根据|按照|依据|经(?!济|[营贸信]))|同意|决定|要求|规定|通知|[一二三四五六七八九十\d]、|"
    r"^[（(第附\d]|目标|原则|任务|措施|包括|(?:办法|细则|条例|方案|意见|制度|工作|事项|问题|情况|指出|认为|强调|人|电话)$"
)


@dataclass(frozen=True)
class ParsedAddressee:
    """One body a notice is sent to, and the regions whose body of that name is meant ("" = none said)."""

    body: str
    regions: str


def parse_addressees(line: str) -> tuple[ParsedAddressee, ...]:
    """Return the bodies of an addressee line in order; the line's own characters, nothing expanded.

    >>> [a.body for a in parse_addressees("各省、自治区、直辖市科技厅（局）、财政厅（局）：")]
    ['科技厅（局）', '财政厅（局）']
    """
    line = line.strip().rstrip("：:")
    match = _REGIONS.match(line)
    regions = match[0] if match else ""
    bodies = _BETWEEN.split(line[len(regions) :].strip())
    return tuple(ParsedAddressee(body=body.strip(), regions=regions) for body in bodies if body.strip())


def is_addressees(text: str) -> bool:
    """Whether a line is a list of addressees (主送机关), which ends with a colon.

    >>> is_addressees("各市、县人民政府："), is_addressees("现将有关事项通知如下：")
    (True, False)
    """
    return text.endswith(("：", ":")) and len(text) <= _LONGEST and not _is_text(text[:-1])


def _is_text(text: str) -> bool:
    """Lists of banks part their groups by semicolons: 各政策性银行；各监管局."""
    return _TEXT.search(text.replace("；", "，") if "各" in text else text) is not None


def addressee_lines(texts: Sequence[str]) -> int:
    """Over how many of the texts a list of addressees runs that begins with the first; 0 for none."""
    for number in range(1, min(len(texts), _MOST_LINES) + 1):
        joined = "".join(texts[:number])
        if is_addressees(joined):
            return number
        if len(joined) > _LONGEST or _is_text(joined) or ("、" not in joined and "，" not in joined):
            return 0
    return 0


def addressees_before_text(text: str) -> int:
    """Where the addressees end on a line that goes on with the text; 0 where it begins with none.

    >>> addressees_before_text("各市、县人民政府：根据要求，现通知如下。")
    9
    """
    match = _GLUED.match(text)
    return match.end() if match and is_addressees(match[0]) else 0
