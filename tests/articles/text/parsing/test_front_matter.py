"""What stands before the first article, line by line: titles, notices, statements, records."""

import tomllib
from pathlib import Path

import pytest

from articles.text.parsing.document_marks import MarkKind
from articles.text.parsing.front_matter import head_of
from articles.text.parsing.lines import LAYOUT_REASONS
from articles.text.parsing.structure import ParsedPolicy, parse_policy, rebuild

FRONTS = tomllib.loads(Path(__file__).with_name("fronts.toml").read_text(encoding="utf-8"))["front"]


def summary(parsed: ParsedPolicy) -> list[str]:
    front = parsed.front
    singles = ("part", "document_number", "notice_title", "addressees", "signed")
    removals = (removal for removal in parsed.removals if removal.reason not in LAYOUT_REASONS)
    return [
        f"title: {'|'.join(part.text for part in front.title_parts)}",
        *(f"{name}: {getattr(front, name).text}" for name in singles if getattr(front, name)),
        *(
            f"{name}: {passage.text}"
            for name in ("notice", "adoption", "introduction")
            for passage in getattr(front, name)
        ),
        *(f"issuer: {issuer.name}" for issuer in front.issuers),
        *(f"record: {record.key} {record.value}" for record in front.record),
        *(f"gone {removal.line} {removal.reason}: {removal.text!r}" for removal in removals),
        *(f"mend {repair.line} {repair.kind}: {repair.before} > {repair.after}" for repair in parsed.repairs),
    ]


@pytest.mark.parametrize("front", FRONTS, ids=lambda front: front["name"])
def test_each_line_before_the_body_is_taken_for_what_it_is(front):
    parsed = parse_policy(front["source"])
    assert summary(parsed) == front["told"].splitlines()
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == front["source"]


def test_a_title_that_only_the_record_states_is_what_the_text_is_called_by():
    title, text = "某省小作坊登记规定", "小作坊应当登记。\n登记证三年有效。\n"
    record = f"发布日期：2020年3月4日\n标题：{title}\n"
    stated = parse_policy(record + text)
    assert (stated.front.first_words, stated.doubts) == (title, ())
    assert parse_policy(f"{record}{title}\n{text}").front.title.text == title


NOTICE = """
关于印发小作坊登记规定的通知

甲市监发〔2020〕7号
各区市场监管局：
请遵照执行。
甲市市场监管局
2020年3月4日
抄送：甲市人民政府。
"""


def test_a_notice_alone_has_a_head_without_its_imprint():
    front = head_of(NOTICE)
    assert front.title.text == "关于印发小作坊登记规定的通知"
    assert front.document_number.text == "甲市监发〔2020〕7号"
    assert [passage.text for passage in front.notice] == ["请遵照执行。"]
    assert [issuer.name for issuer in front.issuers] == ["甲市市场监管局"]
    assert front.introduction == ()
    assert head_of("\n \n") is None


def test_the_other_numbers_of_a_joint_notice_are_marked():
    numbers = "甲商发〔2020〕1号\n甲财发〔2020〕2号\n"
    front = head_of(NOTICE.replace("甲市监发〔2020〕7号\n", numbers))
    assert front.document_number.text == "甲商发〔2020〕1号"
    assert [mark.text for mark in front.marks if mark.kind is MarkKind.OTHER_NUMBER] == ["甲财发〔2020〕2号"]
