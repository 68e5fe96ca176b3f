"""What stands after the last article: signing bodies and date, annexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.text.parsing.dates import parse_date
from articles.text.parsing.front_matter import ParsedIssuer, take_issuers
from articles.text.parsing.lines import Removal, Repair, RepairKind, SourceLine, SourcePassage

_MOST_SIGNERS = 8


@dataclass(frozen=True)
class Closing:
    """The signature below a text, in the given lines from `begin` on; without a date there is none."""

    begin: int
    issuers: tuple[ParsedIssuer, ...] = ()
    signed: SourcePassage | None = None
    signed_on: date | None = None
    removals: tuple[Removal, ...] = ()
    repairs: tuple[Repair, ...] = ()


def read_closing(lines: Sequence[SourceLine]) -> Closing:
    """Read the signature at the end of `lines`, which begin with the first line after an article's label."""
    if not lines or (signed_on := parse_date(lines[-1].text)) is None:
        return Closing(len(lines))
    repairs = [Repair(lines[-1].number, RepairKind.DATE_READ, lines[-1].text, str(signed_on))]
    above = list(lines[max(0, len(lines) - 1 - _MOST_SIGNERS) : -1])
    issuers = take_issuers(above, repairs)
    begin = len(lines) - 1 - len(issuers)
    return Closing(
        begin=begin,
        issuers=issuers,
        signed=lines[-1].passage(),
        signed_on=signed_on,
        removals=tuple(removal for line in lines[begin:] for removal in line.margins()),
        repairs=tuple(repairs),
    )
