"""What each line of a source is taken for: headings of every kind, points, contents lists, annexes.

A row is the line, then: kind, number, form of the label, parent and Markdown level of a division with its
title (and the text before its first article); number, suffix and division of an article or point.
"""

import tomllib
from pathlib import Path

import pytest

from articles.text.parsing.lines import RemovalReason
from articles.text.parsing.structure import ParsedPolicy, parse_policy, rebuild

SHAPES = tomllib.loads(Path(__file__).with_name("outlines.toml").read_text(encoding="utf-8"))["shape"]


def summary(parsed: ParsedPolicy) -> list[str]:
    rows = []
    for division in parsed.divisions:
        opening = "".join(f" | {passage.text}" for passage in division.opening)
        number = f"{division.number}-{division.suffix}" if division.suffix else division.number
        place = f"{division.kind} {number} {division.label_form} {division.parent} {division.level}"
        rows.append((division.line, f"{place}: {division.title}{opening}"))
    for article in parsed.articles:
        parent = "" if article.parent is None else f" under {article.parent}"
        place = f"{article.unit} {article.number}.{article.suffix} in {article.division}{parent}"
        rows.append((article.line, f"{place}: {article.text!r}"))
    removals = (
        removal
        for removal in parsed.removals
        if removal.reason in {RemovalReason.MARKUP, RemovalReason.CONTENTS}
    )
    return [
        *(f"{line} {row}" for line, row in sorted(rows, key=lambda row: row[0])),
        *(f"doubt {doubt.line}: {doubt.text}" for doubt in parsed.doubts),
        *(f"gone {removal.line} {removal.reason}: {removal.text!r}" for removal in removals),
        *(f"mend {repair.line} {repair.kind}: {repair.before} > {repair.after}" for repair in parsed.repairs),
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape["name"])
def test_each_line_is_taken_for_what_it_is(shape):
    parsed = parse_policy(shape["source"], markdown=shape.get("markdown", False))
    assert [row.rstrip() for row in summary(parsed)] == shape["told"].splitlines()
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == shape["source"]


def test_what_stands_before_and_behind_the_body_is_read_as_such():
    front = parse_policy("某民法典\n侵权责任编\n第一章 甲\n第一条 乙。\n").front
    assert (front.title.text, front.part.text) == ("某民法典", "侵权责任编")
    front = parse_policy("某办法\n总体要求\n一、甲。\n二、乙。\n甲　部\n乙部\n2020年3月4日\n").front
    assert [passage.text for passage in front.introduction] == ["总体要求"]
    assert [issuer.name for issuer in front.issuers] == ["甲部", "乙部"]
    assert str(front.signed_on) == "2020-03-04"
