"""Where the references of a text to its own document lead: 前条, 本条第二款, 附件1 as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.models import Article
from articles.reading.contents import Contents
from articles.reading.places.printed_annex import printed_annex
from articles.reading.places.provisions import CitedProvision, cited_line
from articles.text.citing.places.article_citations import article_address
from articles.text.citing.places.unit_addresses import unit_address
from articles.text.parsing.units.inner_references import InnerReference, inner_references


@dataclass(frozen=True)
class InnerPlace:
    """The words [start, end) of an article lead to `address`; `name` says what is there."""

    start: int
    end: int
    address: str
    name: str


def inner_places(articles: Iterable[Article], contents: Contents) -> dict[int, list[InnerPlace]]:
    """The places that the texts of these articles refer to, by article; only such as the document has."""
    references_by_article = {
        article.pk: (
            article,
            inner_references(article.text, number=article.own_number, own_title=contents.policy.title),
        )
        for article in articles
    }
    articles_by_address = {article.address: article for article in contents.articles}
    wanted = {
        address
        for article, references in references_by_article.values()
        for reference in references
        if (reference.paragraph or reference.item)
        and (address := _cited_address(reference, article, contents)) in articles_by_address
    }
    with_text = {article.address: article for article, _ in references_by_article.values()}
    missing = [articles_by_address[address] for address in sorted(wanted - with_text.keys())]
    with_text |= {article.address: article for article in (contents.with_texts(missing) if missing else ())}
    return {
        pk: [
            place
            for reference in references
            if (place := _inner_place(reference, article, contents, articles_by_address, with_text))
        ]
        for pk, (article, references) in references_by_article.items()
    }


def address_meant(reference: InnerReference, article: Article) -> str:
    """The address of the article that a reference means: 前条 in an annex is one of the annex."""
    if reference.number is None:
        return article.address
    above, dot, _ = article.address.rpartition(".")
    own = article_address(reference.number, reference.suffix)
    if reference.annex is not None:
        return unit_address(reference.number, reference.suffix, above=f"att_{reference.annex or '1'}")
    return f"{above}{dot}{own}" if article.is_article else own


def _cited_address(reference: InnerReference, article: Article, contents: Contents) -> str:
    """As `address_meant`; 附件1 may also be the instrument that a notice prints, stored as the main text."""
    if reference.annex and reference.number and reference.annex == str(printed_annex(contents)):
        return article_address(reference.number, reference.suffix)
    return address_meant(reference, article)


def addresses_meant(reference: InnerReference, article: Article) -> list[str]:
    """The addresses of all articles that a reference means: 前两条 are two."""
    if reference.number is None:
        return [address_meant(reference, article)]
    numbers = range(reference.number, reference.number + reference.count)
    return [address_meant(replace(reference, number=number), article) for number in numbers]


def _inner_place(
    reference: InnerReference,
    article: Article,
    contents: Contents,
    articles_by_address: dict[str, Article],
    texts: dict[str, Article],
) -> InnerPlace | None:
    for address, name in _targets(reference, article, contents, articles_by_address, texts):
        return InnerPlace(reference.start, reference.end, address, name)
    return None


def _targets(
    reference: InnerReference,
    article: Article,
    contents: Contents,
    articles_by_address: dict[str, Article],
    texts: dict[str, Article],
) -> Iterator[tuple[str, str]]:
    """The address and name of what is meant, if the document has it."""
    target = articles_by_address.get(_cited_address(reference, article, contents))
    if reference.annex is not None:
        if reference.number and target:
            yield from _article_target(reference, article, texts.get(target.address, target))
        yield from _annex_target(reference.annex, contents)
    elif reference.part is not None:
        part = articles_by_address.get(str(reference.part))
        if part and not part.is_article:
            yield part.get_absolute_url(), part.label
    elif target:
        yield from _article_target(reference, article, texts.get(target.address, target))


def _annex_target(address: str, contents: Contents) -> Iterator[tuple[str, str]]:
    """附件1-3 that the document has not as one annex are the annexes from 附件1 on."""
    annexes = contents.annexes
    if address:
        chosen = contents.annex(address) or contents.annex(address.partition("-")[0])
    else:
        chosen = annexes[0] if len(annexes) == 1 else None
    if chosen:
        yield chosen.get_absolute_url(), str(chosen)


def _article_target(
    reference: InnerReference, article: Article, target: Article
) -> Iterator[tuple[str, str]]:
    """An article, or the line of its 款 or 项; a 款 that this very article has not is no place."""
    line = None
    if reference.paragraph or reference.item:
        line = cited_line(target, CitedProvision(reference.paragraph, reference.item))
    if line is not None:
        yield f"{target.get_absolute_url()}#para_{line}", f"{target.label}第{line}段"
    elif target.address != article.address:
        yield target.get_absolute_url(), target.label
