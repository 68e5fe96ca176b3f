"""Citations of a policy or article to copy, in the common forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from articles.models import Article, Policy
from articles.text.citing.gbt7714 import online_reference
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.identifiers import akn_expression, article_eid, eli_path


@dataclass(frozen=True)
class CitationLine:
    """One citation to copy: `key` identifies it in the page, `label` is shown."""

    key: str
    label: str
    text: str


def citation_lines(cited: Article | Policy, *, url: str, cited_on: date) -> tuple[CitationLine, ...]:
    """Return the short form, the form with document number, the GB/T 7714 reference and the permalink."""
    policy = cited.policy if isinstance(cited, Article) else cited
    place = cited.label if isinstance(cited, Article) else ""
    reference = online_reference(
        issuers=[issuer.name for issuer in policy.issuers.all()],
        title=policy.title,
        other_title=": ".join(part for part in (policy.document_number, place) if part),
        issued_on=policy.signed_on,
        cited_on=cited_on,
        url=url,
    )
    lines = (
        CitationLine("short", "简式", f"{in_title_marks(policy.title)}{place}"),
        CitationLine("numbered", "带发文字号", cited.citation if policy.document_number else ""),
        CitationLine("gbt7714", "GB/T 7714", reference),
        CitationLine("permalink", "永久链接", url),
    )
    return tuple(line for line in lines if line.text)


@dataclass(frozen=True)
class PermanentIdentifiers:
    """The ELI and Akoma Ntoso paths of a document or article."""

    eli: str
    akn: str


def permanent_identifiers(target: Article | Policy) -> PermanentIdentifiers:
    """/eli/cn/policy/2009/gxblk-232/art_25 and its Akoma Ntoso counterpart."""
    policy = target.policy if isinstance(target, Article) else target
    expression = akn_expression(policy.work, version=policy.version_date)
    if isinstance(target, Policy):
        return PermanentIdentifiers(eli_path(policy.work), expression)
    eid = article_eid(target.address)
    return PermanentIdentifiers(eli_path(policy.work, eid), f"{expression}/{target.eid}")
