"""The dates that an imported text states: made, signed, published, amended, in force."""

import re
from collections.abc import Sequence
from datetime import date

from articles.text.numbers.dates import find_dates
from articles.text.parsing.heads.adoption import Adoption, effective_date
from articles.text.parsing.heads.front_parts import FrontMatter

#: 现予公布, as an order says that publishes a text; it is dated by the day of publication
#: (规章制定程序条例 第三十条: 公布规章的命令应当载明……公布日期).
_PUBLISHES = re.compile(r"(?:现?予以?|现|特此)(?:公布|发布|颁布)")
_DIGITS = re.compile(r"(\d{4})\s*[-—–－/.]\s*(\d{1,2})\s*[-—–－/.]\s*(\d{1,2})(?:\s.*)?")


def stated_dates(
    front: FrontMatter,
    record: dict[str, str],
    adoption: Adoption,
    *,
    provisions: Sequence[str],
    notice: FrontMatter | None,
) -> dict[str, date | None]:
    """The stated dates, possible or not, by the names of their fields."""
    signed_on = front.signed_on or _parsed_date(record.get("signed", ""))
    signed_on = signed_on or (notice.signed_on if notice else None)
    made_on = signed_on or adoption.amended_on or adoption.adopted_on
    announced_on = adoption.published_on or _announced_on(front)
    recorded_on = _parsed_date(record.get("published", ""))
    published_on = announced_on or _document_publication_date(recorded_on, made_on)
    if not (made_on or published_on):  # a page without any other date: 解读, 答记者问
        published_on = _parsed_date(record.get("posted", ""))
    return {
        "adopted_on": adoption.adopted_on,
        "signed_on": signed_on,
        "published_on": published_on,
        "amended_on": adoption.amended_on,
        "effective_on": adoption.effective_on
        or _parsed_date(record.get("effective", ""))
        or effective_date(
            provisions,
            published_on=announced_on or _same_year_publication_date(published_on, signed_on),
            signed_on=signed_on,
            announcing=[piece.text for piece in (*front.introduction, *front.notice)],
        ),
    }


def _announced_on(front: FrontMatter) -> date | None:
    """The day on which an order or announcement above the text publishes it: that of its signature."""
    is_public = bool(front.notice) and not front.addressees
    says_so = is_public and any(_PUBLISHES.search(piece.text) for piece in front.notice)
    return front.signed_on if says_so else None


def _document_publication_date(published_on: date | None, made_on: date | None) -> date | None:
    """The recorded day of publication, unless it is two years later or more: then it is the web page's."""
    is_later = published_on and made_on and published_on.year > made_on.year + 1
    return None if is_later else published_on


def _same_year_publication_date(published_on: date | None, signed_on: date | None) -> date | None:
    """The day of publication, if it is in the year of the signature: only then does force count from it."""
    if published_on and signed_on and published_on.year != signed_on.year:
        return None
    return published_on


def _parsed_date(text: str) -> date | None:
    printed_date = next(find_dates(text), None)
    if printed_date:
        return printed_date.value
    match = _DIGITS.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
