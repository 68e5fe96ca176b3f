"""An article's answer with its evidence: the signature covers every member beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer

from articles.models import Article
from articles.reading.signed_statements import canonical, sha256, signed, statement_of


def with_evidence(article: Article, body: Mapping[str, Any]) -> dict[str, Any]:
    """`body` and `evidence`, which is null where this portal does not sign."""
    as_sent = json.loads(JSONRenderer().render(body))
    evidence = signed(statement_of(article, json_sha256=sha256(canonical(as_sent))))
    return {**body, "evidence": evidence.as_record() if evidence else None}
