"""Identifiers that legal portals have agreed on: ELI paths, Akoma Ntoso (AKN) IRIs and eIds.

Sources: ELI is a template of the Council of the EU (2012/C 325/02) that other countries use alike;
Akoma Ntoso Naming Convention 1.0 (OASIS, 2019). Both hang on one name of the work:
kind/year/natural identifier, such as policy/2009/gxblk-232.
"""

import re
from dataclasses import dataclass
from datetime import date

#: Kinds of documents that are acts to Akoma Ntoso; the others are its generic `doc`.
_ACTS = frozenset({"law", "regulation", "rule", "local", "localrule"})
_LANGUAGE = "zho"
_UNDATED = "undated"

_WORK = r"(?P<work>[a-z]+/(?:\d{4}|undated)/[-\w]+)"
_PLACE = re.compile(
    r"""
    (?:(?P<divisions>(?:[a-z]+_\d+__)*(?:part|subpart|chp|sec)_\d+)(?:__|\Z))?   # chp_6, part_2__chp_1
    (?:art_(?P<number>[1-9]\d{0,4})(?:-(?P<suffix>[1-9]\d{0,2}))?)?              # art_25, art_12-1
    """,
    re.VERBOSE | re.ASCII,
)
_ELI = re.compile(rf"eli/cn/{_WORK}(?:/(?P<place>\w[-\w]*))?/?", re.ASCII)
_AKN = re.compile(
    rf"""
    akn/cn/(?:doc|act)/{_WORK}
    (?:/{_LANGUAGE}@(?P<version>[-\d]*))?     # the expression: language and date of the version
    (?:/(?:!main)?(?:~)?(?P<place>\w[-\w]*))?/?
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True)
class PermanentPath:
    """A work by its name, and the place in it: an article, or else a division by its eId."""

    work: str
    division: str = ""
    number: int | None = None
    suffix: int = 0


def work_name(*, kind: str, dated: date | None, slug: str) -> str:
    """Return what ELI and AKN call a document; a year inside the slug is not said twice.

    >>> work_name(kind="policy", dated=date(2009, 5, 15), slug="gxblk-2009-232")
    'policy/2009/gxblk-232'
    """
    year = f"{dated.year:04}" if dated else _UNDATED
    return f"{kind}/{year}/{slug.replace(f'-{year}-', '-', 1)}"


def work_slugs(work: str) -> list[str]:
    """Return the slugs that a document called `work` may have: `work_name` leaves the year out of them.

    >>> work_slugs("policy/2009/gxblk-232")
    ['gxblk-232', 'gxblk-2009-232']
    """
    _, year, name = work.split("/")
    hyphens = (place for place, character in enumerate(name) if character == "-")
    return [name, *(f"{name[:place]}-{year}{name[place:]}" for place in hyphens)]


def eli_path(work: str, place: str = "") -> str:
    """/eli/cn/policy/2009/gxblk-232/art_25"""
    return "/".join(filter(None, ["/eli/cn", work, place]))


def akn_work(work: str) -> str:
    """/akn/cn/doc/policy/2009/gxblk-232"""
    return f"/akn/cn/{'act' if work.partition('/')[0] in _ACTS else 'doc'}/{work}"


def akn_expression(work: str, *, version: date | None) -> str:
    """/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15; without a date the version is left open."""
    return f"{akn_work(work)}/{_LANGUAGE}@{version.isoformat() if version else ''}"


def article_eid(number: int, suffix: int = 0, *, division_eid: str = "") -> str:
    """chp_6__art_25, art_12-1"""
    own = f"art_{number}-{suffix}" if suffix else f"art_{number}"
    return f"{division_eid}__{own}" if division_eid else own


def parse_permanent_path(path: str) -> PermanentPath | None:
    """Read an ELI or AKN path in any of its forms (work, expression, article, chapter); None for others.

    >>> parse_permanent_path("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/chp_6__art_25")
    PermanentPath(work='policy/2009/gxblk-232', division='chp_6', number=25, suffix=0)
    """
    match = _ELI.fullmatch(path.strip("/")) or _AKN.fullmatch(path.strip("/"))
    if match is None:
        return None
    if not match["place"]:
        return PermanentPath(match["work"])
    place = _PLACE.fullmatch(match["place"])
    if place is None or not (place["divisions"] or place["number"]):
        return None
    number = int(place["number"]) if place["number"] else None
    return PermanentPath(match["work"], place["divisions"] or "", number, int(place["suffix"] or 0))
