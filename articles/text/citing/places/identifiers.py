"""Identifiers that legal portals have agreed on: ELI paths, Akoma Ntoso (AKN) IRIs and eIds.

Sources: ELI is a template of the Council of the EU (2012/C 325/02) that other countries use alike;
Akoma Ntoso Naming Convention 1.0 (OASIS, 2019). Both hang on one name of the work:
kind/year/natural identifier, such as policy/2009/gxblk-232.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from articles.text.citing.places.unit_addresses import is_unit_address

#: Kinds of documents that are acts to Akoma Ntoso; the others are its generic `doc`.
_ACTS = frozenset({"law", "regulation", "rule", "local", "localrule"})
_LANGUAGE = "zho"
_UNDATED = "undated"
#: What the slug of a policy has room for.
_LONGEST_SLUG = 100

_WORK = r"(?P<work>[a-z]+/(?:\d{4}|undated)/[-\w]+)"
_PLACE = re.compile(
    r"""
    (?:(?P<divisions>(?:[a-z]+_[\d-]+__)*(?:att|part|subpart|chp|sec)_[\d-]+)(?:__|\Z))?   # part_2__chp_1
    (?:art_(?P<unit>[pq]?[1-9][-\d]*(?:__pt_[pq]?[1-9][-\d]*)*))?   # art_25, art_12-1, art_2__pt_6
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
    """A work by its name, and the place in it: the eId of a division, and the address of a unit within it.

    Articles are numbered through the whole work, so that their address may stand alone. `version` is the day
    of the text that an AKN expression names, "" without one.
    """

    work: str
    division: str = ""
    unit: str = ""
    version: str = field(default="", repr=False, compare=False)


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
    if len(name) > _LONGEST_SLUG:
        return []
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


def article_eid(address: str, *, division_eid: str = "") -> str:
    """The eId of the unit at an address: art_25, chp_6__art_25; art_2__pt_6 for 2.6.

    The address of a unit that a division numbers for itself begins with the eId of that division.
    """
    division_prefix = _leading_division(address)
    eid = "art_" + "__pt_".join(address.removeprefix(f"{division_prefix}.").split("."))
    division = division_eid or division_prefix
    return f"{division}__{eid}" if division else eid


def _leading_division(address: str) -> str:
    first = address.partition(".")[0]
    return first if "_" in first else ""


def parse_permanent_path(path: str) -> PermanentPath | None:
    """Read an ELI or AKN path in any of its forms (work, expression, article, chapter); None for others.

    >>> parse_permanent_path("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/chp_6__art_25")
    PermanentPath(work='policy/2009/gxblk-232', division='chp_6', unit='25')
    """
    match = _ELI.fullmatch(path.strip("/")) or _AKN.fullmatch(path.strip("/"))
    if match is None:
        return None
    version = match.groupdict().get("version") or ""
    if not match["place"]:
        return PermanentPath(match["work"], version=version)
    place = _PLACE.fullmatch(match["place"])
    if place is None:
        return None
    unit = (place["unit"] or "").replace("__pt_", ".")
    if unit and not is_unit_address(unit):
        return None
    return PermanentPath(match["work"], place["divisions"] or "", unit, version)
