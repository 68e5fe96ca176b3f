"""The shipped sources: a verbatim text and a small file of facts that the text does not state."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from articles.text.parsing.structure import ParsedPolicy, parse_policy


@dataclass(frozen=True)
class SourceFacts:
    """The .toml file of a source text; only the slug is required."""

    slug: str
    featured: bool = False
    notice_title: str = ""
    notice_title_presumed: bool = False
    source_note: str = ""
    official_names: dict[str, str] = field(default_factory=dict)
    short_titles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PolicySource:
    """One shipped policy: its facts and its text, decoded with line ends untouched."""

    facts: SourceFacts
    text: str

    def parse(self) -> ParsedPolicy:
        return parse_policy(self.text)


def read_sources(folder: Path) -> list[PolicySource]:
    """Read every pair of .toml and .txt in `folder`, in order of name."""
    return [
        PolicySource(
            facts=SourceFacts(**tomllib.loads(path.read_text(encoding="utf-8"))),
            text=path.with_suffix(".txt").read_bytes().decode("utf-8"),
        )
        for path in sorted(folder.glob("*.toml"))
    ]
