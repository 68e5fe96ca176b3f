"""A parsed policy as unsaved model instances, ready to be saved or serialised."""

from django.db import models

from articles.importing.sources import SourceFacts
from articles.models import Addressee, Article, Division, Issuer, Policy
from articles.models.article import text_sha256
from articles.models.policy import Publication
from articles.text.addressees import parse_addressees
from articles.text.lines import Passage
from articles.text.references import article_address
from articles.text.structure import ParsedDivision, ParsedPolicy


def build_records(parsed: ParsedPolicy, facts: SourceFacts) -> list[models.Model]:
    """Return the policy and everything under it, each row after the rows it points to."""
    policy = _policy(parsed, facts)
    divisions = _divisions(policy, parsed)
    return [
        policy,
        *_issuers(policy, parsed, facts),
        *_addressees(policy),
        *divisions,
        *_articles(policy, divisions, parsed, facts),
    ]


def _policy(parsed: ParsedPolicy, facts: SourceFacts) -> Policy:
    front = parsed.front
    policy = Policy(
        slug=facts.slug,
        title=front.title.text,
        document_number=_text(front.document_number),
        notice_title=facts.notice_title,
        notice_title_presumed=facts.notice_title_presumed,
        addressees_text=_text(front.addressees),
        notice="\n".join(paragraph.text for paragraph in front.notice),
        introduction="\n".join(paragraph.text for paragraph in front.introduction),
        signed_on=front.signed_on,
        signed_on_text=_text(front.signed),
        source_note=facts.source_note,
        publication=Publication.PUBLISHED,
        is_featured=facts.featured,
    )
    policy.derive_keys()
    return policy


def _text(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _issuers(policy: Policy, parsed: ParsedPolicy, facts: SourceFacts) -> list[Issuer]:
    return [
        Issuer(
            policy=policy,
            position=position,
            printed_name=issuer.printed.text,
            name=issuer.name,
            official_name=facts.official_names.get(issuer.name, issuer.name),
        )
        for position, issuer in enumerate(parsed.front.issuers, start=1)
    ]


def _addressees(policy: Policy) -> list[Addressee]:
    bodies = parse_addressees(policy.addressees_text)
    return [
        Addressee(policy=policy, position=position, regions=addressee.regions, body=addressee.body)
        for position, addressee in enumerate(bodies, start=1)
    ]


def _divisions(policy: Policy, parsed: ParsedPolicy) -> list[Division]:
    built: list[Division] = []
    for position, division in enumerate(parsed.divisions, start=1):
        parent = None if division.parent is None else built[division.parent]
        built.append(_division(policy, parent, division, position))
    return built


def _division(policy: Policy, parent: Division | None, division: ParsedDivision, position: int) -> Division:
    halves = [part.text for part in division.title_parts]
    built = Division(
        policy=policy,
        parent=parent,
        kind=division.kind,
        number=division.number,
        title_first=halves[0] if halves else "",
        title_second=" ".join(halves[1:]),
        position=position,
    )
    built.identify()
    return built


def _articles(
    policy: Policy, divisions: list[Division], parsed: ParsedPolicy, facts: SourceFacts
) -> list[Article]:
    return [
        Article(
            policy=policy,
            division=None if article.division is None else divisions[article.division],
            number=article.number,
            suffix=article.suffix,
            heading=article.heading,
            short_title=facts.short_titles.get(article_address(article.number, article.suffix), ""),
            text=article.text,
            sha256=text_sha256(article.text),
            position=position,
        )
        for position, article in enumerate(parsed.articles, start=1)
    ]
