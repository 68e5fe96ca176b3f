"""Whether words have the form of a document's title: 北京市物业管理条例; not 违约金计算办法."""

from __future__ import annotations

import re

from articles.text.citing.naming.abbreviations import is_ordinary_word, words_of
from articles.text.citing.naming.document_facts import document_facts
from articles.text.citing.naming.jurisdiction import region_in_front
from articles.text.citing.naming.titles import title_key

_SHORTEST, _LONGEST = 5, 40
_KIND = re.compile(r"(?P<before>.+?)(?P<kind>法典|法|条例|规定|办法|细则|规则)(?:[(](?:试行|暂行)[)])?")
#: Words of questions and of talk about documents, which stand in no title.
_ASKS = re.compile(
    r"第.+条|什么|怎|哪|吗|如何|多少|几|谁|呢|是否|有没有|能否|可以|最新|新版|现行|有关|相关|国家对|我国|全文|解读|关于.*的法$|"
    r"的(?:法|规定|办法|细则|规则)$|[,。?!:;\s]|^(?:违反|根据|依据|依照|按照|适用|执行|不|没|该|本|这|那|此|其)"
)
#: Before 规定, 办法 …: what stands in titles, and seldom in words for a subject (离婚财产分割规定).
_OF_TITLES = re.compile(
    r"(?:管理|监督|实施|暂行|试行|若干|特别|补充|审批|许可|备案|认定|评审|征收|监察|工程项目|审查|注册|检疫|防治)$"
)
_STATES = re.compile(
    r"^(?:美国|英国|德国|法国|日本|韩国|俄罗斯|欧盟|印度|加拿大|澳大利亚|新加坡|意大利|香港|澳门|台湾|苏俄|苏联|越南)"
)
#: Words for laws that jieba does not cut.
_LAWS = ("刑法", "民法", "税法", "宪法", "商法", "水法")
#: 美国宪法, 德国基本法, 英国公司法 at the beginning of a query; not 德国办法, 英国司法, 日本立法.
_OTHER_LAW = re.compile(
    rf"[\u3400-\u9fff]{{0,14}}?(?:{'|'.join(_LAWS)}|公司法|法典|法案|条例|"
    r"[\u3400-\u9fff]{2}(?<![办方司立执违合非用])法)"
    r"(?:第.{1,6}修正案)?(?=第|\s|的|$)"
)


def has_form_of_title(name: str) -> bool:
    """Whether a whole text can hardly be anything but the title of a law or of rules.

    >>> has_form_of_title("广州市养犬管理条例"), has_form_of_title("离婚财产分割规定")
    (True, False)
    """
    key = title_key(name)
    match = _KIND.fullmatch(key)
    if (
        match is None
        or " " in name.strip()
        or not _SHORTEST <= len(key) <= _LONGEST
        or _ASKS.search(key)
        or is_ordinary_word(key)
        or document_facts(key)  # 国务院2009年条例 asks for a list
    ):
        return False
    if match["kind"] in ("法典", "条例"):
        return True
    if match["kind"] == "法":
        return _is_called_law(key)
    is_of_region = bool(region_in_front(key)) or _STATES.search(key) is not None
    return is_of_region or _OF_TITLES.search(match["before"]) is not None


def _is_called_law(key: str) -> bool:
    """Whether the last word is 法 or a law (促进法, 刑法), not 方法 or 执法."""
    start, end = words_of(key)[-1]
    word = key[start:end]
    return word == "法" or word in _LAWS


def law_of_another_state(text: str) -> str:
    """The name at the beginning of a text of a law of another state, or of Hong Kong, Macao or Taiwan; or "".

    >>> law_of_another_state("英国公司法 董事"), law_of_another_state("英国司法制度")
    ('英国公司法', '')
    """
    stripped = text.strip()
    state = _STATES.match(stripped)
    law = _OTHER_LAW.match(stripped, state.end()) if state else None
    return stripped[: law.end()] if law else ""
