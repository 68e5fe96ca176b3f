"""The addressee line (主送机关) of a notice, with its region qualifier shared out to every body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.parsing.bodies import is_body_name

_JOINED = r"(?:[、,，和及与]|以及){1,2}"
#: 「各省、自治区、直辖市、计划单列市及新疆生产建设兵团」 qualifies every body after it; splitting the line
#: at 「、」 would break it up (原文陷阱 13). 各省级党委, 各省军区 and 各省辖市教育局 are bodies of their own.
_REGIONS = re.compile(
    rf"""
    各省(?![辖级直属会军])
    (?:[（(][^（()）]{{1,20}}[）)])?                                 # 各省（区、市）
    (?:{_JOINED}各?
       (?:自治区|直辖市|计划单列市|副省级(?:城)?市|新疆生产建设兵团|市(?![场政容辖属直级委县]))
    )*
    """,
    re.VERBOSE,
)
_PLACE = (
    r"(?:(?:(?:设区的?|省辖|地级|县级|直管|省?直管|扩权强?)?[市州盟县区旗地]{1,3}|省?直管县级?市|地区|自治[州县旗]|乡镇?|镇"
    r"|街道|[\u3400-\u9fff]{2,6}(?:林区|新区|示范区|开发区|高新区|[实试]验区|合作区|管理区|园区))"
    r"(?:[（(][^（()）]{1,12}[）)])?)"
)
_NAMED_PLACE = r"(?:(?!各)[\u3400-\u9fff]{2,8}?(?:省|自治区|市|自治州|州|盟|县|旗|区))"
#: 各市、州、直管市、神农架林区发展改革委; 杭州市、宁波市人民政府: the last place and the body run together.
_PLACES = re.compile(
    rf"""
    (?:
        各{_PLACE}(?:{_JOINED}各?{_PLACE})+
        |{_NAMED_PLACE}(?:、{_NAMED_PLACE})*[、和及与]{_NAMED_PLACE}
    )
    (?![域内级直属管场政委容办])
    (?=[^、，,；;：:\s]{{2}})                                          # the body
    """,
    re.VERBOSE,
)
#: 各县（市、区）人民政府 is one body: what separates bodies stands outside brackets. So are 各委、办、局.
_BETWEEN = re.compile(r"(?!、[委办厅局室]{1,2}(?:[、，,；;：:]|\Z))[、，,；;](?![^（()）]{0,200}[）)])")
#: What may follow a comma and still be of the regions above it: 各省、自治区科技厅，财政厅.
_LOCAL_BODY = re.compile(
    r"(?!国务院|国家(?!税务局)|中[共央国]|全国|最高|有关|各|新疆|解放|武警|驻|直属|总|[省市区县部州][属直级委政人])"
    r"[\u3400-\u9fff]{1,9}(?:厅|局|委|办公室|政府|法院|检察院)(?:[（(][^（()）]{1,12}[）)])?"
)
#: 新疆生产建设兵团教育局、公安局: the corps owns both; alone it is a part of the body's name.
_CORPS = re.compile(
    r"新疆生产建设兵团(?=[^、，,；;：:（()）]{2,15}(?:[（(][^（()）]{1,12}[）)])?、(?!各|有关|国))"
)
#: 发展改革、科技、财政主管部门: words for one kind of department, each before the last without it.
_FIELD = re.compile(
    r"[\u3400-\u9fff]{2,10}(?<!企业|单位|机构|公司|银行|政府|党委|中心|协会|学校|医院|海关|大学|兵团)"
    r"(?<![厅局委部办院会府署校市县区省组所站室处司])"
)
_OWN_PLACE = re.compile(r"国务院|中[共央国]|全国|部属|[\u3400-\u9fff]?直属|有关|各|新疆生产建设兵团")
_LONGEST, _LONGEST_PLACES, _MOST_FIELDS = 600, 200, 20
_GLUED = re.compile(r"各[^。；：:]{2,200}[：:](?=\s*[\u3400-\u9fff《“])")
#: The bodies by name, and a text that speaks to them: 浙江省人民政府：你省《……》收悉。
_GLUED_BODIES = re.compile(
    r"[^。；：:《]{2,120}(?<!组)[：:](?=\s*(?:你|贵|来[函文]|《|关于|根据|按照|依照|为|现|经|近|鉴于|遵照|国务院|[省市县]政府))"
)
_MOST_LINES = 6
# What is no list of bodies but the beginning of the text: 现就有关事项通知如下：
_TEXT = re.compile(
    r"如下|以下|下列|关于|[〔〕《]|议定|审议|研究|讨论|会议|[。；！？]|现将|现就|^(?:为了?|根据|按照|依据|经(?!济|[营贸信]))|同意|决定|要求|规定|通知|[一二三四五六七八九十\d]、|"
    r"^[（(第附\d]|目标|原则|任务|措施|包括|(?:办法|细则|条例|方案|意见|制度|工作|事项|问题|情况|指出|认为|强调|(?:联系|负责|责任|经办)人|电话)$"
    r"|^(?!各|广大|全体).*人$"
)


@dataclass(frozen=True)
class ParsedAddressee:
    """One body a notice is sent to, and the regions whose body of that name is meant ("" = none said)."""

    body: str
    regions: str


def parse_addressees(line: str) -> tuple[ParsedAddressee, ...]:
    """Return the bodies of an addressee line in order; the line's own characters, nothing expanded.

    >>> [addressee.body for addressee in parse_addressees("各省、自治区、直辖市科技厅（局）、财政厅（局）：")]
    ['科技厅（局）', '财政厅（局）']
    """
    line = line.strip().rstrip("：:")
    bodies: list[ParsedAddressee] = []
    regions, start, parted_by = "", 0, ""
    while start < len(line):
        if place := _places_at(line, start, is_first=parted_by != "、"):
            regions, start = place[0], place.end()
        end = _body_end(line, start)
        body = line[start:end].strip()
        if not place and not _is_of_same_regions(body, parted_by):
            regions = ""
        if body:
            bodies.append(ParsedAddressee(body=body, regions=regions))
        parted_by, start = line[end : end + 1], end + 1
    return tuple(bodies)


def _body_end(line: str, start: int) -> int:
    """Where the body ends that begins at `start`: 发展改革、科技主管部门 is one."""
    begin, end = start, _next_end(line, start)
    first_end = end
    for _ in range(_MOST_FIELDS):
        if line[begin:end].endswith("部门"):
            return end
        if line[end : end + 1] != "、" or not _FIELD.fullmatch(line, begin, end):
            break
        begin, end = end + 1, _next_end(line, end + 1)
    return first_end


def _next_end(line: str, start: int) -> int:
    separator = _BETWEEN.search(line, start)
    return separator.start() if separator else len(line)


def _places_at(line: str, start: int, *, is_first: bool) -> re.Match[str] | None:
    """The places that qualify the bodies after them; one alone does so at the head of a group only."""
    place = _REGIONS.match(line, start)
    if not place or not (is_first or _BETWEEN.search(place[0])):
        place = _PLACES.match(line, start) or (_CORPS.match(line, start) if is_first else None)
    return place if place and len(place[0]) <= _LONGEST_PLACES else None


def _is_of_same_regions(body: str, parted_by: str) -> bool:
    """Whether a body is one of the regions named before: 财政厅 is, 国务院各部委 and 有关中央企业 are not."""
    if parted_by == "、":
        return not _OWN_PLACE.match(body)
    return bool(_LOCAL_BODY.fullmatch(body))


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
        if "、" not in joined and "，" not in joined:
            return 0
    return 0


def addressees_before_text(text: str) -> int:
    """Where the addressees end on a line that goes on with the text; 0 where it begins with none.

    >>> addressees_before_text("各市、县人民政府：根据要求，现通知如下。")
    9
    >>> addressees_before_text("浙江省人民政府：你省《关于某事的请示》收悉。")
    8
    """
    match = _GLUED.match(text) or _GLUED_BODIES.match(text)
    if not match or not is_addressees(match[0]):
        return 0
    is_named = match[0].startswith("各") or all(
        is_body_name(addressee.body) for addressee in parse_addressees(match[0])
    )
    return match.end() if is_named else 0
