"""A stored source file, parsed again: with the outline that an editor gave it, if one did."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import SourceFile
from articles.text.correcting.nodes import node_of, rearranged
from articles.text.parsing.structure import ParsedPolicy, parse_policy


@dataclass(frozen=True)
class ParsedFile:
    file: SourceFile
    parsed: ParsedPolicy


def parsed_file(file: SourceFile) -> ParsedPolicy:
    parsed = parse_policy(file.text, markdown=file.is_markdown)
    return rearranged(parsed, [node_of(node) for node in file.outline]) if file.outline else parsed
