"""款, 项 and 目 of an article by their address (12.k2.3) or citation: they are read on the article's page."""

from __future__ import annotations

from articles.models import Article
from articles.reading.contents import Contents
from articles.text.citing.unit_addresses import is_below
from articles.text.parsing.provisions import Provision, provisions_of


def provision_path(contents: Contents, address: str) -> str | None:
    """Where the provision at an address is read, None if no article has it."""
    holders = [each for each in contents.articles if each.is_article and is_below(address, each.address)]
    for article in contents.with_texts(holders):
        own = address.removeprefix(f"{article.address}.")
        for line, provision in enumerate(provisions_of(article.text), start=1):
            if provision.address == own:
                return f"{article.get_absolute_url()}#para_{line}"
    return None


def cited_line(
    article: Article, *, paragraph: int | None, item: int | None, entry: int | None = None
) -> int | None:
    """The line (from 1) of a 款, 项 or 目 that is cited; None if the article has no such provision.

    Without a 款 an item is looked for in all of them; an article of one paragraph is its own first 款.
    """
    if paragraph is None and item is None:
        return None
    provisions = provisions_of(article.text)
    if not provisions:
        return 1 if paragraph == 1 and item is None else None
    for line, provision in enumerate(provisions, start=1):
        if _is_cited(provision, paragraph, item):
            return line + _lines_to(provisions[line - 1 :], entry)
    return None


def _lines_to(provisions: list[Provision], entry: int | None) -> int:
    """How many lines below an item, the first, its entry of this number stands; 0 if it has none."""
    own = f"{provisions[0].address}.{entry}"
    return next((lines for lines, each in enumerate(provisions) if each.address == own), 0)


def _is_cited(provision: Provision, paragraph: int | None, item: int | None) -> bool:
    within = None if paragraph is None else {f"k{paragraph}", *([""] if paragraph == 1 else [])}
    if item is None:
        return within is not None and not provision.label and provision.address in within
    is_item = provision.label != "" and provision.address.rpartition(".")[2] == str(item)
    return is_item and (within is None or provision.above in within)
