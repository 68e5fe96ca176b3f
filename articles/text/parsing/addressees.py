"""The addressee line (主送机关) of a notice, with its region qualifier shared out to every body."""

import re
from dataclasses import dataclass

# 「各省、自治区、直辖市、计划单列市及新疆生产建设兵团」 qualifies every body after it; splitting the line
# at 「、」 would break it up (原文陷阱 13).
_REGIONS = re.compile(
    r"""
    各省
    (?:[、,，和及与]?(?:各)?(?:自治区|直辖市|计划单列市|副省级城市|新疆生产建设兵团))*
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class ParsedAddressee:
    """One body a notice is sent to, and the regions whose body of that name is meant ("" = none said)."""

    body: str
    regions: str


def parse_addressees(line: str) -> tuple[ParsedAddressee, ...]:
    """Return the bodies of an addressee line in order; the line's own characters, nothing expanded.

    >>> [a.body for a in parse_addressees("各省、自治区、直辖市科技厅（局）、财政厅（局）：")]
    ['科技厅（局）', '财政厅（局）']
    """
    line = line.strip().rstrip("：:")
    match = _REGIONS.match(line)
    regions = match[0] if match else ""
    bodies = re.split(r"[、，,；;]", line[len(regions) :].strip())
    return tuple(ParsedAddressee(body=body.strip(), regions=regions) for body in bodies if body.strip())
