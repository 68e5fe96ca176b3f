"""Turns a parsed policy into unsaved model instances."""

from django.db import models

from articles.importing.identification.stated_facts import StatedFacts, passage_texts, stated_facts
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.models import Addressee, Article, Division, Issuer, Policy, PolicyRecord
from articles.models.policies.policy_choices import Publication
from articles.text.citing.naming.titles import closed_up
from articles.text.citing.places.unit_names import unit_label
from articles.text.parsing.heads.addressees import parse_addressees
from articles.text.parsing.lines import SourcePassage
from articles.text.parsing.structure import ParsedArticle, ParsedDivision, ParsedPolicy


def build_records(
    parsed: ParsedPolicy, facts: SourceFacts, stated: StatedFacts | None = None
) -> list[models.Model]:
    """Return the policy and its rows, each after the rows it points to."""
    stated = stated or stated_facts(parsed)
    policy = _policy(parsed, stated, facts)
    divisions = _divisions(policy, parsed)
    return [
        policy,
        *_issuers(policy, parsed, stated, facts),
        *_addressees(policy),
        *_records(policy, stated),
        *divisions,
        *_articles(policy, divisions, parsed, facts),
    ]


def _policy(parsed: ParsedPolicy, stated: StatedFacts, facts: SourceFacts) -> Policy:
    front, passages = parsed.front, passage_texts(parsed, stated)
    policy = Policy(
        slug=facts.slug,
        title=stated.title,
        kind=stated.kind,
        document_number=stated.document_number,
        notice_title=_passage_text(front.notice_title) or facts.notice_title,
        notice_title_presumed=facts.notice_title_presumed and not front.notice_title,
        addressees_text=passages["addressees"],
        notice=passages["notice"],
        introduction=passages["introduction"],
        adoption=passages["adoption"],
        adopted_on=stated.adopted_on,
        amended_on=stated.amended_on,
        published_on=stated.published_on,
        effective_on=stated.effective_on,
        effective_basis=stated.effective_basis,
        signed_on=stated.signed_on,
        signed_on_text=_passage_text(front.signed),
        status=stated.status,
        status_basis=stated.status_basis,
        source_note=facts.source_note,
        publication=Publication.PUBLISHED,
        is_featured=facts.featured,
    )
    policy.derive_keys()
    return policy


def _passage_text(passage: SourcePassage | None) -> str:
    return passage.text if passage else ""


def _joined_lines(passages: tuple[SourcePassage, ...]) -> str:
    return "\n".join(passage.text for passage in passages)


def _issuers(policy: Policy, parsed: ParsedPolicy, stated: StatedFacts, facts: SourceFacts) -> list[Issuer]:
    """The bodies that signed, as printed; without a signature those that the statements name."""
    printed = [(issuer.text, issuer.name) for issuer in parsed.front.issuers]
    names = printed or [(name, name) for name in stated.issuers]
    return [
        Issuer(
            policy=policy,
            position=position,
            printed_name=as_printed,
            name=name,
            official_name=facts.official_names.get(name, name),
        )
        for position, (as_printed, name) in enumerate(names, start=1)
    ]


def _addressees(policy: Policy) -> list[Addressee]:
    bodies = parse_addressees(policy.addressees_text)
    return [
        Addressee(policy=policy, position=position, regions=addressee.regions, body=addressee.body)
        for position, addressee in enumerate(bodies, start=1)
    ]


def _records(policy: Policy, stated: StatedFacts) -> list[PolicyRecord]:
    return [
        PolicyRecord(
            policy=policy,
            position=position,
            kind=record.kind,
            value=record.value,
            source=record.place,
            quote=record.quote,
            day=record.day,
        )
        for position, record in enumerate(stated.records, start=1)
    ]


def _divisions(policy: Policy, parsed: ParsedPolicy) -> list[Division]:
    rows: list[Division] = []
    for position, division in enumerate(parsed.divisions, start=1):
        parent = None if division.parent is None else rows[division.parent]
        rows.append(_division(policy, parent, division, position))
    return rows


def _division(policy: Policy, parent: Division | None, division: ParsedDivision, position: int) -> Division:
    halves = [closed_up(part.text) for part in division.title_parts]
    row = Division(
        policy=policy,
        parent=parent,
        kind=division.kind,
        number=division.number,
        suffix=division.suffix,
        title_first=halves[0] if halves else "",
        title_second=" ".join(halves[1:]),
        label_form=division.label_form,
        opening=_joined_lines(division.opening),
        position=position,
    )
    row.identify()
    return row


def _unusual_label(article: ParsedArticle) -> str:
    """The label as printed, where it is not written as usual: ㈠, 1．, 2.1.1."""
    usual = unit_label(article.unit, article.number, article.suffix)
    return "" if article.printed_label in ("", usual) else article.printed_label


def _articles(
    policy: Policy, divisions: list[Division], parsed: ParsedPolicy, facts: SourceFacts
) -> list[Article]:
    rows: list[Article] = []
    for position, article in enumerate(parsed.articles, start=1):
        row = Article(
            policy=policy,
            division=None if article.division is None else divisions[article.division],
            number=article.number,
            suffix=article.suffix,
            parent=None if article.parent is None else rows[article.parent],
            unit=article.unit,
            printed_label=_unusual_label(article),
            heading=article.heading,
            text=article.text,
            spans=[list(span) for span in article.spans],
            position=position,
        )
        row.numbered_in = None if article.numbered_in is None else divisions[article.numbered_in]
        row.derive_keys()
        row.short_title = facts.short_titles.get(row.address, "")
        rows.append(row)
    return rows
