"""What a list of quotations says, as plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from articles.links.display import LISTED
from articles.models import Article, Mention
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.citation_forms import citation_lines
from articles.reading.site_address import site_address

#: The most units of one file: a Word document of a thousand articles takes seconds to write and to open.
MOST_IN_A_FILE = 1000
#: As an article's page lists them.
_KINDS = (*LISTED, EntityKind.FORCE)


@dataclass(frozen=True)
class LinkInWords:
    """A link of a unit: 政策工具, 税收优惠, 原文写明, its quote or the editor's reason."""

    kind: str
    name: str
    basis: str
    quote: str = ""
    reason: str = ""

    def __str__(self) -> str:
        """政策工具：税收优惠（原文写明：“免征进口关税”）"""
        evidence = "；".join(part for part in (f"“{self.quote}”" if self.quote else "", self.reason) if part)
        return f"{self.kind}：{self.name}（{self.basis}{'：' if evidence else ''}{evidence}）"


@dataclass(frozen=True)
class Quotation:
    """A text to quote, and where it stands.

    `citation` is 《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条, `reference` its GB/T 7714 form;
    `remark` says in a sentence what it is quoted for, such as a support measure. `sha256` is that of a whole
    article and is empty where `text` is a part. `spans` are those of the tables in it, `later_rules` what
    later documents did to its words.
    """

    document: str
    document_number: str
    label: str
    title: str
    text: str
    citation: str
    reference: str
    address: str
    status: str
    remark: str = ""
    sha256: str = ""
    spans: Sequence[Sequence[int]] = ()
    links: Sequence[LinkInWords] = ()
    later_rules: Sequence[str] = ()
    later_rules_in_brief: Sequence[str] = ()


@dataclass(frozen=True)
class QuotationList:
    """The quotations of one file. `address` is the page that shows the same, `total` their number there."""

    title: str
    address: str
    made_on: date
    made_by: str
    quotations: Sequence[Quotation]
    total: int

    @property
    def remark(self) -> str:
        """How many there are, and what is not in the file."""
        included = len(self.quotations)
        return (
            f"共 {self.total} 条"
            if included >= self.total
            else f"共 {self.total} 条，本文件是前 {included} 条"
        )


def quotation_list(
    quotations: Sequence[Quotation], *, title: str, path: str, made_on: date, made_by: str, total: int = 0
) -> QuotationList:
    """A list for the page at `path`; at most `MOST_IN_A_FILE` are kept, `total` is larger if more exist."""
    included = quotations[:MOST_IN_A_FILE]
    return QuotationList(title, site_address(path), made_on, made_by, included, max(total, len(quotations)))


def quotations_of(
    articles: Iterable[Article], *, cited_on: date, entities: Collection[int] | None = None
) -> list[Quotation]:
    """Return public articles with their links, in the given order; four statements.

    With `entities` only links to these are told: why an article stands in their list.
    """
    all_articles = list(articles)
    prefetch_related_objects(all_articles, "policy__issuers")
    links = _links(all_articles, entities)
    return [_quotation(article, links[article.pk], cited_on=cited_on) for article in all_articles]


def _links(
    articles: Sequence[Article], entities: Collection[int] | None
) -> defaultdict[int | None, list[Mention]]:
    mentions = Mention.objects.approved().of_articles(articles).with_entities().by_start()
    by_article: defaultdict[int | None, list[Mention]] = defaultdict(list)
    for mention in mentions if entities is None else mentions.of_entities(entities):
        by_article[mention.article_id].append(mention)
    return by_article


def _quotation(article: Article, mentions: Iterable[Mention], *, cited_on: date) -> Quotation:
    address = site_address(article.get_absolute_url())
    lines = {line.key: line.text for line in citation_lines(article, url=address, cited_on=cited_on)}
    return Quotation(
        document=article.policy.title,
        document_number=article.policy.document_number,
        label=article.label,
        title=article.display_title,
        text=article.text,
        citation=article.citation,
        reference=lines["gbt7714"],
        address=address,
        status=article.policy.get_status_display(),
        sha256=article.sha256,
        spans=article.spans,
        links=tuple(dict.fromkeys(map(_link_in_words, sorted(mentions, key=_kind_order)))),
        later_rules=tuple(rule.sentence for rule in article.later_rules),
        later_rules_in_brief=tuple(rule.brief for rule in article.later_rules),
    )


def _kind_order(mention: Mention) -> int:
    return _KINDS.index(mention.entity.kind)


def _link_in_words(mention: Mention) -> LinkInWords:
    entity = mention.entity
    kind, basis = entity.get_kind_display(), mention.get_basis_display()
    return LinkInWords(kind, entity.name, basis, mention.quote, mention.reason)
