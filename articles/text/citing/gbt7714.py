"""Bibliographic references after GB/T 7714-2015 (信息与文献 参考文献著录规则)."""

from collections.abc import Sequence
from datetime import date


def online_reference(
    *, issuers: Sequence[str], title: str, other_title: str, issued_on: date | None, cited_on: date, url: str
) -> str:
    """Return the reference of an online official document (type Z 其他, carrier OL).

    More than three responsible bodies are cut after the third with 「等」 (8.1.2); other title
    information follows the title after a colon; a date that is not known is left out.
    """
    bodies = ", ".join(issuers[:3]) + (", 等" if len(issuers) > 3 else "")
    bodies_part = f"{bodies}. " if bodies else ""
    issue_date = f"({issued_on.isoformat()})" if issued_on else ""
    heading = f"{title}: {other_title}" if other_title else title
    return f"{bodies_part}{heading}[Z/OL]. {issue_date}[{cited_on.isoformat()}]. {url}."
