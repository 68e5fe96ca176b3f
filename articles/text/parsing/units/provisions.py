"""The provisions inside an article: 款 (its paragraphs), 项 （一）, 目 1. and 小目 （1） below them.

An article is stored whole; its provisions are read from its text. A line that begins with a label of a list
is an item of the paragraph above it, any other line begins the next paragraph. The outermost list of a
paragraph is that of its 项, however it is labelled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.citing.places.unit_addresses import is_below
from articles.text.citing.places.unit_names import letter_in
from articles.text.numbers.numerals import write_number
from articles.text.parsing.units.listed_labels import letter_label_of
from articles.text.parsing.units.unit_labels import UnitLabel, unit_label_of
from articles.text.tables import Paragraph, blocks

#: What the lists in an article are called, from the outside in.
_LEVELS = ("项", "目", "小目")
_MOST_ABOVE = len(_LEVELS) - 1
#: Labels that need no other one before them.
_OF_LISTS = ("subpoint", "item")


@dataclass(frozen=True)
class Provision:
    """A part of an article. `address` and `citation` continue those of the article: k2.3, 第二款第（三）项.

    [start, end) is its line in the article's text, label and all, `line` counts those from 1; `label` is ""
    for a paragraph. `above` is the address of the provision that it stands in, "" for the article.
    """

    address: str
    citation: str
    label: str
    start: int
    end: int
    above: str = ""
    line: int = 0


#: What a list stands in that no paragraph stands above.
_ARTICLE = Provision("", "", "", 0, 0)


def provisions_of(text: str) -> list[Provision]:
    """The provision of each paragraph of an article in order, tables apart; none where it is only one.

    >>> [(each.address, each.citation) for each in provisions_of("下列：\\n（一）甲；\\n（二）乙。")]
    [('', ''), ('1', '第（一）项'), ('2', '第（二）项')]
    """
    paragraphs = [block for block in blocks(text) if isinstance(block, Paragraph)]
    labels = _labels([paragraph.text for paragraph in paragraphs])
    reader = _ProvisionReader(has_paragraphs=labels.count(None) > 1)
    provisions = [reader.read(label, paragraph) for paragraph, label in zip(paragraphs, labels, strict=True)]
    return provisions if len(provisions) > 1 else []


def provision_holding(text: str, spans: Sequence[tuple[int, int]]) -> Provision | None:
    """The smallest provision that holds all spans of an article's text; None where only the article does.

    >>> holding = provision_holding("下列：\\n（一）甲；\\n（二）乙。", [(13, 14)])
    >>> holding.citation if holding else None
    '第（二）项'
    """
    provisions = provisions_of(text)
    common: list[Provision] | None = None
    for start, end in spans:
        line = next(
            (provision.line for provision in provisions if provision.start <= start and end <= provision.end),
            0,
        )
        lineage = list(_lineage(provisions, line)) if line else []
        common = lineage if common is None else [provision for provision in common if provision in lineage]
    return next((provision for provision in common or () if provision.citation), None)


def extent(provisions: Sequence[Provision], line: int) -> tuple[int, int]:
    """Where [start, end) the provision of a line stands in the text, with what is below it."""
    provision, *others = provisions[line - 1 :]
    last = provision
    for following in others:
        if not is_below(following.address, provision.address):
            break
        last = following
    return provision.start, last.end


def _lineage(provisions: Sequence[Provision], line: int) -> Iterator[Provision]:
    """The provision of a line, and those that it stands in, the nearest first."""
    provision = provisions[line - 1]
    yield provision
    for above in reversed(provisions[: line - 1]):
        if provision.above and above.address == provision.above:
            provision = above
            yield provision


def _labels(texts: Sequence[str]) -> list[UnitLabel | None]:
    """The label of each line; one of a kind that words begin with as well counts only
    in a list of one and two."""
    labels = [unit_label_of(text) or letter_label_of(text) for text in texts]
    numbers: dict[float, list[int]] = defaultdict(list)
    for label in labels:
        if label:
            numbers[label.form.rank].append(label.number)
    lists = {rank for rank, sequence in numbers.items() if (1, 2) in pairwise(sequence)}
    return [
        label if label and (label.form.unit in _OF_LISTS or label.form.rank in lists) else None
        for label in labels
    ]


class _ProvisionReader:
    """Knows the paragraph and the lists that a line stands in, the outermost first."""

    def __init__(self, *, has_paragraphs: bool) -> None:
        self._has_paragraphs = has_paragraphs
        self._count = 0
        self._paragraph = _ARTICLE
        self._open: list[_OpenItem] = []
        self._printed: dict[str, int] = defaultdict(int)

    def read(self, label: UnitLabel | None, line: Paragraph) -> Provision:
        if label is None:
            return self._open_paragraph(line)
        self._open = [open_item for open_item in self._open if open_item.label.form.rank < label.form.rank][
            :_MOST_ABOVE
        ]
        above = self._open[-1].provision if self._open else self._paragraph
        address = self._address(f"{above.address}.{label.number}" if above.address else str(label.number))
        citation_part = _citation_part(label, depth=len(self._open))
        citation = f"{above.citation}{citation_part}"
        provision = Provision(address, citation, label.text, line.start, line.end, above.address, line.number)
        self._open.append(_OpenItem(label, provision))
        return provision

    def _address(self, address: str) -> str:
        """The address, with -2 for the second of a number that the source prints twice."""
        self._printed[address] += 1
        return address if self._printed[address] == 1 else f"{address}-{self._printed[address]}"

    def _open_paragraph(self, line: Paragraph) -> Provision:
        self._count += 1
        address = f"k{self._count}" if self._has_paragraphs else ""
        citation = f"第{write_number(self._count)}款" if self._has_paragraphs else ""
        self._paragraph = Provision(address, citation, "", line.start, line.end, line=line.number)
        self._open = []
        return self._paragraph


@dataclass(frozen=True)
class _OpenItem:
    label: UnitLabel
    provision: Provision


def _citation_part(label: UnitLabel, *, depth: int) -> str:
    """第（三）项 or 第1目, the number as the label writes it."""
    return f"第{_cited_number(label)}{_LEVELS[depth]}"


def _cited_number(label: UnitLabel) -> str:
    if label.form.unit == "subpoint":
        return f"（{write_number(label.number)}）"
    if label.form.unit == "item":
        return str(label.number)
    if label.form.unit == "point":
        return write_number(label.number)
    if label.form.unit == "circled":
        return label.text
    return f"（{letter_in(label.text) or label.number}）"
