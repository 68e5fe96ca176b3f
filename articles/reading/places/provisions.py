"""款, 项 and 目 of an article by their address (12.k2.3) or citation: they are read on the article's page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from articles.models import Article
from articles.reading.contents import Contents
from articles.text.citing.places.article_citations import Citation
from articles.text.citing.places.unit_addresses import is_below
from articles.text.numbers.numerals import write_number
from articles.text.parsing.units.provisions import Provision, provisions_of

_ADDRESS = re.compile(
    r"(?:k(?P<paragraph>\d{1,4}))?(?:\.?(?P<item>\d{1,4})(?:\.(?P<entry>\d{1,4})(?:\.(?P<subentry>\d{1,4}))?)?)?"
)

_IN_PARAGRAPH = re.compile(r"(?:k\d+)?")


@dataclass(frozen=True)
class CitedProvision:
    """A 款, 项 or 目 as it is cited; `address` (k2.5) is how the address of a page says it."""

    paragraph: int | None = None
    item: int | None = None
    entry: int | None = None
    subentry: int | None = None

    @property
    def address(self) -> str:
        parts = (f"k{self.paragraph}" if self.paragraph else "", self.item, self.entry, self.subentry)
        return ".".join(str(part) for part in parts if part)

    @property
    def words(self) -> str:
        paragraph = f"第{write_number(self.paragraph)}款" if self.paragraph else ""
        item = f"第（{write_number(self.item)}）项" if self.item else ""
        entry = f"第{self.entry}目" if self.entry else ""
        return f"{paragraph}{item}{entry}{f'第（{self.subentry}）小目' if self.subentry else ''}"

    def line_in(self, article: Article) -> int | None:
        return cited_line(article, self)

    def is_in(self, article: Article) -> bool:
        if self.paragraph is None and self.item is None:
            return True
        whole = cited_line(article, CitedProvision(self.paragraph, self.item))
        return whole is not None and (self.entry is None or self.line_in(article) != whole)


def provision_cited(citation: Citation) -> CitedProvision:
    return CitedProvision(citation.paragraph, citation.item, citation.entry, citation.subentry)


def provision_at(address: str) -> CitedProvision | None:
    """Read `CitedProvision.address` back; None for anything else."""
    match = _ADDRESS.fullmatch(address) if address.isascii() else None
    if match is None or not address:
        return None
    return CitedProvision(*(int(part or 0) or None for part in match.groups()))


def describe_provisions(article: Article) -> str:
    """Which 款 and 项 an article has: 它有三款，第二款有第（一）项至第（三）项."""
    provisions = provisions_of(article.text)
    paragraphs = [provision.address for provision in provisions if not provision.label]
    clauses = [f"它有{write_number(len(paragraphs))}款" if len(paragraphs) > 1 else "它只有一款"]
    items = (
        provision for provision in provisions if provision.label and provision.above in ("", *paragraphs)
    )
    for above, group in groupby(items, key=lambda provision: provision.above):
        first, *rest = [provision.citation.partition("款")[2] or provision.citation for provision in group]
        where = f"第{write_number(int(above[1:]))}款" if above else ""
        clauses.append(f"{where}有{first}{f'至{rest[-1]}' if rest else ''}")
    return "，".join(clauses if len(clauses) > 1 else [*clauses, "不分项"])


def provision_path(contents: Contents, address: str) -> str | None:
    """Where the provision at an address is read, None if no article has it."""
    holders = [
        article for article in contents.articles if article.is_article and is_below(address, article.address)
    ]
    for article in contents.with_texts(holders):
        own = address.removeprefix(f"{article.address}.")
        for provision in provisions_of(article.text):
            if provision.address == own:
                return f"{article.get_absolute_url()}#para_{provision.line}"
    return None


def cited_line(article: Article, cited: CitedProvision) -> int | None:
    """The line (from 1) of a 款, 项 or 目 that is cited; None if the article has no such provision.

    Without a 款 an item is looked for in all of them; an article of one paragraph is its own first 款.
    """
    if cited.paragraph is None and cited.item is None:
        return None
    provisions = provisions_of(article.text)
    if not provisions:
        return 1 if cited.paragraph == 1 and cited.item is None else None
    for provision in provisions:
        if _matches(provision, paragraph=cited.paragraph, item=cited.item):
            return provision.line + _line_offset(provisions[provision.line - 1 :], cited)
    return None


def _line_offset(provisions: list[Provision], cited: CitedProvision) -> int:
    """How many lines below the first provision, an item, the cited 目 or 小目 stands; 0 if it has none."""
    below = [str(number) for number in (cited.entry, cited.subentry) if number]
    own = ".".join([provisions[0].address, *below])
    return next((offset for offset, provision in enumerate(provisions) if provision.address == own), 0)


def _matches(provision: Provision, *, paragraph: int | None, item: int | None) -> bool:
    """Whether it is this 款, or this 项 of it; an item of any 款 if `paragraph` is None."""
    # The only paragraph of an article has the address "".
    paragraph_addresses = {"k1", ""} if paragraph == 1 else {f"k{paragraph}"}
    if item is None:
        return not provision.label and provision.address in paragraph_addresses
    is_item = provision.label != "" and _IN_PARAGRAPH.fullmatch(provision.above) is not None
    is_numbered_so = is_item and provision.address.rpartition(".")[2] == str(item)
    return is_numbered_so and (paragraph is None or provision.above in paragraph_addresses)
