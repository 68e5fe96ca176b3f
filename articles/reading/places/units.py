"""All units of a policy in printed order, divisions and articles alike: what other systems build on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.models import Article, Division
from articles.models.addresses import address_of
from articles.models.articles.division import DivisionKind, LabelForm
from articles.models.postgres.digests import text_sha256
from articles.reading.contents import Contents, ContentsEntry
from articles.text.citing.places.unit_names import cited_label
from articles.text.parsing.units.provisions import provisions_of


@dataclass(frozen=True)
class Unit:
    """One unit. `address` and `parent` are paths of pages, `level` counts from 1 at the top.

    `text` is its own words: for a division its title and what stands below it before its first article.
    """

    address: str
    label: str
    citation: str
    heading: str
    text: str
    sha256: str
    level: int
    parent: str | None


def units_of(contents: Contents) -> list[Unit]:
    """The divisions and articles of a policy with their texts, each after what it stands in."""
    texts = {article.pk: article for article in contents.with_texts(contents.articles)}
    loose = _article_units([texts[article.pk] for article in contents.loose], level=1, parent=None)
    divided = (
        unit for entry in contents.entries for unit in _entry_units(entry, texts, level=1, parent=None)
    )
    return [*loose, *divided]


def _entry_units(
    entry: ContentsEntry, texts: dict[int, Article], *, level: int, parent: str | None
) -> Iterator[Unit]:
    division = entry.division
    yield _division_unit(division, level=level, parent=parent)
    address = division.get_absolute_url()
    articles = [texts[article.pk] for article in entry.articles]
    yield from _article_units(articles, level=level + 1, parent=address)
    for child in entry.children:
        yield from _entry_units(child, texts, level=level + 1, parent=address)


def _division_unit(division: Division, *, level: int, parent: str | None) -> Unit:
    text = "\n".join(filter(None, [division.title, division.opening]))
    return Unit(
        address=division.get_absolute_url(),
        label=division.label,
        citation=_citation(division),
        heading=division.title,
        text=text,
        sha256=text_sha256(text),
        level=level,
        parent=parent,
    )


def _citation(division: Division) -> str:
    """How a citation names it: 第二编第一章, 第一部分 for the heading 一、, else the heading alone (附则)."""
    if division.label_form == LabelForm.POINT:
        return f"{division.cited_label}{cited_label('point', division.label, division.number)}"
    is_named = (
        division.is_annex or division.kind == DivisionKind.PART or division.label_form == LabelForm.NUMBERED
    )
    return (division.cited_place if is_named else "") or division.heading


def _article_units(articles: list[Article], *, level: int, parent: str | None) -> Iterator[Unit]:
    addresses: dict[int | None, str | None] = {article.pk: article.get_absolute_url() for article in articles}
    for article in articles:
        yield Unit(
            address=article.get_absolute_url(),
            label="" if article.is_paragraph else article.own_label,
            citation=article.label,
            heading=article.heading,
            text=article.text,
            sha256=article.sha256,
            level=level + article.level,
            parent=addresses.get(article.parent_id, parent),
        )
        if article.is_article:
            yield from _provision_units(article, level=level + 1)


def _provision_units(article: Article, *, level: int) -> Iterator[Unit]:
    """The 款 and the numbered items in an article, which holds their words as well."""
    for provision in provisions_of(article.text):
        if provision.address:  # the paragraph of an article of one is the article
            text = article.text[provision.start : provision.end].removeprefix(provision.label).strip()
            above = f"{article.address}.{provision.above}" if provision.above else article.address
            own = f"{article.address}.{provision.address}"
            yield Unit(
                address=address_of("articles:article", article.policy.slug, own),
                label=provision.label,  # a 款 has none in print
                citation=f"{article.label}{provision.citation}",
                heading="",
                text=text,
                sha256=text_sha256(text),
                level=level + provision.address.count("."),
                parent=address_of("articles:article", article.policy.slug, above),
            )
