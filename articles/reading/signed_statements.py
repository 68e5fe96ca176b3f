"""What the portal states of a text, so that others can check it later without the portal (docs/evidence.md).

The setting PORTAL_SIGNER names the module that signs: this package knows no keys.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

from articles.models import Article
from articles.reading.citation_forms import permanent_identifiers
from articles.text.numbers.dates import iso_or_none


@dataclass(frozen=True)
class Signature:
    algorithm: str
    key: str
    fingerprint: str  # of the key
    value: str  # base64


@dataclass(frozen=True)
class SignedStatement:
    """A statement with its signatures."""

    statement: Mapping[str, Any]
    signatures: tuple[Signature, ...]

    def as_record(self) -> dict[str, Any]:
        signatures = [
            {"algorithm": signature.algorithm, "key": signature.key, "value": signature.value}
            for signature in self.signatures
        ]
        return {"statement": self.statement, "signatures": signatures}


class Signer(Protocol):
    """What the module named by PORTAL_SIGNER has."""

    def is_signing(self) -> bool: ...

    def sign(self, statement: Mapping[str, Any]) -> SignedStatement | None: ...

    def kit(self) -> Mapping[str, bytes]: ...


def signed(statement: Mapping[str, Any]) -> SignedStatement | None:
    """The statement with its signatures; None where this portal does not sign."""
    portal = {"portal": settings.PORTAL_SITE_NAME, "site": settings.PORTAL_SITE_URL}
    return _signer().sign({**portal, **statement})


def is_signing() -> bool:
    return _signer().is_signing()


def verification_kit() -> Mapping[str, bytes]:
    """Files by name that evidence is checked with: the public keys and a program."""
    return _signer().kit()


def statement_of(article: Article, **more: Any) -> dict[str, Any]:
    """Which text this is, of which document and version, from where; `more` is what goes with it."""
    policy, permanent = article.policy, permanent_identifiers(article)
    dates = ("adopted_on", "signed_on", "published_on", "effective_on", "amended_on")
    changed_at = getattr(article, "changed_at", None)
    return {
        "kind": "article",
        "policy": policy.slug,
        "title": policy.title,
        "document_number": policy.document_number,
        "address": article.address,
        "label": article.label,
        "heading": article.heading,
        "eli": permanent.eli,
        "akn": permanent.akn,
        "version_date": iso_or_none(policy.version_date),
        **{name: iso_or_none(getattr(policy, name)) for name in dates},
        "source": policy.source_note,
        "changed_at": iso_or_none(changed_at),
        "sha256": article.sha256,
        **more,
    }


def canonical(value: object) -> bytes:
    """JSON as RFC 8785 has it, for texts, whole numbers, lists and ASCII names: what is signed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _signer() -> Signer:
    return cast(Signer, import_module(settings.PORTAL_SIGNER))
