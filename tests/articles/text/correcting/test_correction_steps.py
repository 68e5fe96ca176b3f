"""Corrections of an outline: each step, what it refuses, and that no word of the source is lost."""

import pytest

from articles.importing.instances import build_records
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.text.correcting.correction_steps import CorrectedOutline, StepError, take, take_steps
from articles.text.correcting.nodes import node_of, nodes_of, rearranged
from articles.text.parsing.structure import parse_policy
from articles.versions.snapshots import rows_among

LAW = """某某管理办法

第一章 总则
第一条 为了规范管理，制定本办法。
第二条 本办法适用于下列情形。
（一）甲情形；
第二章 分则
第三条 主管部门负责监督。第四条是重要的。
"""
OPINION = """关于某事的意见

一、总体要求
（一）指导思想。坚持原则。
（二）基本目标。稳步推进。
二、主要任务
（一）加强研究。增加投入。
1.开展甲项工作。
2.开展乙项工作。
"""


def outline(text: str) -> CorrectedOutline:
    return CorrectedOutline(tuple(nodes_of(parse_policy(text))))


def listing(outline: CorrectedOutline, text: str) -> list[str]:
    """The addresses and beginnings of the nodes, as they would be stored."""
    document = rearranged(parse_policy(text), outline.nodes)
    rows = rows_among(build_records(document, SourceFacts(slug="x")))
    headings, units = iter(rows.divisions), iter(rows.articles)
    places = [next(headings).eid if node.is_heading else next(units).address for node in outline.nodes]
    beginnings = [(node.title or node.text)[:6] for node in outline.nodes]
    return [f"{place} {words}" for place, words in zip(places, beginnings, strict=True)]


def node_id(outline: CorrectedOutline, words: str) -> str:
    return next(node.id for node in outline.nodes if words in node.title or words in node.text)


def letters(outline: CorrectedOutline) -> list[str]:
    words = "".join(node.words for node in (*outline.nodes, *outline.removed))
    return sorted(words.replace("\n", "").replace("　", ""))


def test_words_that_overlap_themselves_stand_in_two_places():
    before = outline(LAW.replace("主管部门", "主管部门为人人人"))
    step = {"step": "split", "node": node_id(before, "人人人"), "at": "人人"}
    with pytest.raises(StepError, match="不止一处"):
        take_steps(before, [step])


def test_a_document_and_its_flat_list_are_the_same():
    for text in (LAW, OPINION):
        parsed = parse_policy(text)
        again = rearranged(parsed, [node_of(node.as_json()) for node in nodes_of(parsed)])
        assert [(a.number, a.unit, a.text, a.parent, a.division, a.numbered_in) for a in again.articles] == [
            (a.number, a.unit, a.text, a.parent, a.division, a.numbered_in) for a in parsed.articles
        ]
        assert [(d.kind, d.number, d.title, d.parent) for d in again.divisions] == [
            (d.kind, d.number, d.title, d.parent) for d in parsed.divisions
        ]


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        (LAW, [{"step": "title", "node": "总则", "title": "总 则"}], ["chp_1 总 则"]),
        (LAW, [{"step": "in", "node": "分则"}], ["chp_1__sec_2 分则", "3 主管部门负责"]),
        (LAW, [{"step": "kind", "node": "主管部门", "kind": "article", "number": "5"}], ["5 主管部门负责"]),
        (LAW, [{"step": "split", "node": "主管部门", "at": "第四条是重要的"}], ["4 是重要的。"]),
        (LAW, [{"step": "join", "node": "主管部门"}], ["chp_2 分则"]),
        (OPINION, [{"step": "out", "node": "增加投入"}], ["2 主要任务", "1-2 加强研究。增"]),
        (OPINION, [{"step": "in", "node": "开展乙项"}], ["2.1.1.2 开展乙项工作"]),
        (OPINION, [{"step": "up", "node": "开展乙项"}], ["2.1.2 开展乙项工作", "2.1.1 开展甲项工作"]),
        (
            OPINION,
            [{"step": "move", "node": "主要任务", "before": "总体要求"}],
            ["2 主要任务", "2.1 加强研究。增"],
        ),
        (OPINION, [{"step": "kind", "node": "总体要求", "kind": "chapter", "number": 1}], ["chp_1 总体要求"]),
        (OPINION, [{"step": "remove", "node": "开展甲项"}], ["2.1.2 开展乙项工作"]),
    ],
    ids=lambda value: value[0]["step"] if isinstance(value, list) and isinstance(value[0], dict) else "",
)
def test_a_step_changes_the_outline_and_keeps_every_word(text, steps, expected):
    before = outline(text)
    steps = [
        {
            name: node_id(before, value) if name in ("node", "before") else value
            for name, value in step.items()
        }
        for step in steps
    ]
    after = take_steps(before, steps)
    rows = listing(after, text)
    assert [line for line in expected if line not in rows] == [], rows
    if steps[0]["step"] not in ("title", "kind", "in", "out"):  # these write labels and titles anew
        assert letters(after) == letters(before)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"step": "split", "node": "主管部门", "at": "没有这些字"}, "找不到"),
        ({"step": "split", "node": "主管部门", "at": "主管部门"}, "中间"),
        ({"step": "split", "node": "主管部门", "at": ""}, "写明"),
        ({"step": "in", "node": "为了规范"}, "没有可以放进去"),
        ({"step": "out", "node": "为了规范"}, "最上一级"),
        ({"step": "title", "node": "为了规范", "title": "别的字"}, "开头的原文"),
        ({"step": "kind", "node": "为了规范", "kind": "article", "number": "０"}, "整数"),
        ({"step": "kind", "node": "为了规范", "kind": "article", "number": "999999999"}, "整数"),
        ({"step": "kind", "node": "为了规范", "kind": "nonsense"}, "没有这种层级"),
        ({"step": "explode", "node": "为了规范"}, "没有这种改正"),
        ({"step": "up", "node": "总则"}, "最前面"),
        ({"step": "move", "node": "总则", "before": "总则"}, "已经在那里"),
        ({"step": "move", "node": "总则", "before": "为了规范"}, "已经在那里"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(step, message):
    before = outline(LAW)
    step = {
        name: node_id(before, value) if name in ("node", "before") else value for name, value in step.items()
    }
    with pytest.raises(StepError, match=message):
        take(before, step, number=1)


def test_the_last_words_of_a_document_stay():
    before = outline("某某通知\n\n请照办。\n")
    with pytest.raises(StepError, match="至少"):
        take(before, {"step": "remove", "node": before.nodes[0].id}, number=1)
