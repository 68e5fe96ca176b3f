"""What stands before the first article, line by line: titles, notices, statements, records."""

import tomllib
from pathlib import Path

import pytest

from articles.text.parsing.lines import LAYOUT_REASONS
from articles.text.parsing.structure import ParsedPolicy, parse_policy, rebuild

FRONTS = tomllib.loads(Path(__file__).with_name("fronts.toml").read_text(encoding="utf-8"))["front"]


def told(parsed: ParsedPolicy) -> list[str]:
    front = parsed.front
    singles = ("part", "document_number", "notice_title", "addressees", "signed")
    gone = (one for one in parsed.removals if one.reason not in LAYOUT_REASONS)
    return [
        f"title: {'|'.join(part.text for part in front.title_parts)}",
        *(f"{name}: {getattr(front, name).text}" for name in singles if getattr(front, name)),
        *(
            f"{name}: {passage.text}"
            for name in ("notice", "adoption", "introduction")
            for passage in getattr(front, name)
        ),
        *(f"issuer: {one.name}" for one in front.issuers),
        *(f"record: {one.key} {one.value}" for one in front.record),
        *(f"gone {one.line} {one.reason}: {one.text!r}" for one in gone),
        *(f"mend {one.line} {one.kind}: {one.before} > {one.after}" for one in parsed.repairs),
    ]


@pytest.mark.parametrize("front", FRONTS, ids=lambda front: front["name"])
def test_each_line_before_the_body_is_taken_for_what_it_is(front):
    parsed = parse_policy(front["source"])
    assert told(parsed) == front["told"].splitlines()
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == front["source"]
