"""A selection as quotations for a file: the articles whole, of a measure its operative words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from articles.exports.quotations import Quotation, quotations_of
from articles.models import Article
from articles.reading.site_address import site_address
from guidance.matching.measure import Measure
from guidance.selection.chosen import Selection


@dataclass(frozen=True)
class SelectedItem:
    """One quotation of the page, with the `name` and `key` of its box and the query of the others."""

    name: str
    key: str
    quotation: Quotation
    query_without: str


def selected_items(selection: Selection, *, cited_on: date) -> list[SelectedItem]:
    boxes = [("measure", measure.slug) for measure in selection.measures]
    boxes += [("unit", article.key) for article in selection.articles]
    quotations = selected_quotations(selection, cited_on=cited_on)
    parts: tuple[Measure | Article, ...] = (*selection.measures, *selection.articles)
    return [
        SelectedItem(name, key, quotation, selection.without(part))
        for (name, key), quotation, part in zip(boxes, quotations, parts, strict=True)
    ]


def selected_quotations(selection: Selection, *, cited_on: date) -> list[Quotation]:
    """The measures first: they say what the articles are wanted for."""
    hosts = quotations_of([measure.article for measure in selection.measures], cited_on=cited_on)
    measures = [
        _measure_quotation(measure, host) for measure, host in zip(selection.measures, hosts, strict=True)
    ]
    return measures + quotations_of(selection.articles, cited_on=cited_on)


def _measure_quotation(measure: Measure, host: Quotation) -> Quotation:
    return Quotation(
        document=host.document,
        document_number=host.document_number,
        label=host.label,
        title=measure.title,
        text="\n".join(measure.words),
        citation=host.citation,
        reference=host.reference,
        address=site_address(measure.url),
        status=host.status,
        remark=f"支持措施：{measure.title}（{measure.force.label}）。{measure.promise}（名称和说明由编者拟定，以原文为准）",
        links=host.links,
        later_rules=tuple(rule.sentence for rule in measure.later_rules),
        later_rules_in_brief=tuple(rule.brief for rule in measure.later_rules),
    )
