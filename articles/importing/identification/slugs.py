"""Slugs of imported documents: gf-2015-50, zhuanlifa."""

import re
from datetime import date
from itertools import chain, count

from articles.models import FormerAddress, Policy
from articles.models.former_address import AddressKind
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import STATE
from articles.text.wording.characters.pinyin import syllables

_NUMBER = re.compile(r"(?P<agency>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_MAKERS = re.compile(r"^(?:最高人民法院|最高人民检察院|国务院|[^关《》]{2,20}(?:部|局|委员会))[^关《》]*关于")
_PLAIN = re.compile(r"([ -~]+)")
_LONGEST = 60


def new_slug(title: str, *, document_number: str, dated: date | None) -> str:
    """Return a slug that no policy has or had: from the document number, else the title in pinyin."""
    base = _number_slug(document_number) or _title_slug(title)
    dated_base = f"{base}-{dated.year}" if dated else base
    former_addresses = FormerAddress.objects.beginning_with(AddressKind.POLICY, base)
    used_slugs = set(
        Policy.objects.slugs_beginning_with(base).order_by().union(former_addresses.order_by()).order_by()
    )
    candidates = chain([base, dated_base], (f"{dated_base}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in used_slugs)


def _number_slug(document_number: str) -> str:
    match = _NUMBER.fullmatch(document_number_key(document_number) or "")
    if not match:
        return ""
    letters = "".join(syllable[0] for syllable in syllables(match["agency"]))
    return f"{letters}-{match['year']}-{match['serial']}"


def _title_slug(title: str) -> str:
    """The title's main words in pinyin, cut at a whole syllable or number; digits and letters are kept."""
    slug = ""
    parts = _PLAIN.split(_MAKERS.sub("", title.replace(STATE, "")))
    for piece in chain.from_iterable([part] if part.isascii() else syllables(part) for part in parts):
        letters = re.sub(r"[^a-z0-9]", "", piece.lower())
        if len(slug) + len(letters) > _LONGEST:
            break
        slug += letters
    return slug or "policy"
