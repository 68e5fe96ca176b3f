"""Statements with the signatures of all keys in use: the module that settings.PORTAL_SIGNER names."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from articles.reading.signed_statements import Signature, SignedStatement, canonical
from policy_portal.signing.keys import SigningKey, key_ring, public_list

FORMAT = "policy-portal-evidence/1"
VERIFIER = Path(__file__).with_name("verify_evidence.py")
#: Signatures are remembered: an SM2 signature differs each time, and the same page should be the same bytes.
_MOST_SIGNATURES = 512


def sign(statement: Mapping[str, Any]) -> SignedStatement | None:
    """The statement, with the keys named in it, and its signatures; None where this portal does not sign."""
    keys = key_ring().signing()
    if not keys:
        return None
    named_statement = {"format": FORMAT, **statement, "keys": [key.id for key in keys]}
    message = canonical(named_statement)
    signatures = tuple(
        Signature(key.algorithm.value, key.id, key.fingerprint, _signature(key, message)) for key in keys
    )
    return SignedStatement(named_statement, signatures)


def is_signing() -> bool:
    return bool(key_ring().signing())


def kit() -> dict[str, bytes]:
    """The public keys, as they are listed at /.well-known/, and the program that checks with them."""
    key_list = json.dumps(public_list(key_ring().all()), ensure_ascii=False, indent=1) + "\n"
    return {"keys.json": key_list.encode(), VERIFIER.name: VERIFIER.read_bytes()}


@lru_cache(maxsize=_MOST_SIGNATURES)
def _signature(key: SigningKey, message: bytes) -> str:
    return b64encode(key.sign(message)).decode()
