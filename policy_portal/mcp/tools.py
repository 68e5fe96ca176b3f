"""The tools that assistants are offered: each an operation of the REST interface, with words for a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tool:
    """`operation` is the operationId in OpenAPI, `always` the parameters that every call sends,
    `hidden` those that are not offered, `defaults` what stands for what a call leaves out."""

    name: str
    operation: str
    title: str
    description: str
    always: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    defaults: Mapping[str, object] = field(default_factory=dict)


TOOLS = (
    Tool(
        "search",
        "search",
        "检索条文",
        "在本站收录的政策法规中检索，得到原文 text、引用 citation、校验值 sha256、效力 status、网址 url。"
        "q 可以是关键词、一句话的问题、条号或文件名；可按政策、层级、地区、机关、年份、效力筛选。"
        "没有找到只表示本站没有，不表示没有这样的规定。检索的是现行文本；某一天的文本用 get_unit 的 at。",
        always={"text": "1"},
        hidden=frozenset(("text", "facets", "explain")),
        defaults={"page_size": 10},
    ),
    Tool(
        "get_unit",
        "article",
        "读一条",
        "按政策的标识 slug 和条的地址 unit 读一条（或一项、一目）的原文、引用、校验值和效力。"
        "at 写日期（如 2022-01-01），得到那一天施行的文本，version 写明是哪一版。"
        "标识和地址来自 search、resolve_citation 或 list_policies 的结果。",
    ),
    Tool(
        "resolve_citation",
        "goto",
        "由引文找到条文",
        "把任何写法的引文（民法典第577条、工信部联科〔2009〕232号第二十五条、第二部分第（六）项）变为确切的条文："
        "原文、引用、校验值、效力和网址。没有这一处的，写明最近的几处；本站没有收录的，如实写明。",
    ),
    Tool(
        "check_draft",
        "check",
        "核验草稿里的引文",
        "逐字核验一份草稿里对法律、政策的引用：条号是否存在、引文是否与原文一字不差、是否张冠李戴、是否旧版本。"
        "每一处给出结论、不同的字和正确的原文。本站没有收录的文件不作判断。草稿不保存、不记录。",
    ),
    Tool(
        "match_measures",
        "guidance_match",
        "匹配支持措施",
        "由企业情况判断哪些支持措施适用，每项写明理由和原文。各项都可以不写；missing 列出还须知道什么，"
        "问清之后写进 facts 再问一次。所写的内容不保存。",
    ),
    Tool(
        "list_policies",
        "policies",
        "列出政策",
        "列出本站收录的政策法规：标题、文号、机关、日期、效力、网址；可按标题、种类、机关、年份、效力筛选。",
    ),
    Tool(
        "coverage",
        "coverage",
        "收录了什么",
        "本站收录了什么、截至什么时候、已知缺什么（被引用而没有收录的文件、效力待核实的件数）。"
        "在说“没有这样的规定”之前先看它。",
    ),
)
