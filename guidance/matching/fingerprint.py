"""The content hash of a judgement: the same profile and the same measures give the same hash, on any day.

It is the SHA-256 of a text that anybody can have and check (docs/pack.md): a line of JSON for the profile,
then one for each measure by slug; keys sorted, no spaces, UTF-8, a line feed after each line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from guidance.matching.matcher import Match
from guidance.matching.profile import EnterpriseProfile


def hashed_text(
    profile: EnterpriseProfile,
    matches: Iterable[Match],
    *,
    narrowed: Mapping[str, str] | None = None,
    question: str = "",
) -> str:
    """The text under the hash. `narrowed` names the filters, `question` the words, that left measures out."""
    context = {"narrowed": dict(narrowed or {}), "question": question}
    head = {"profile": profile.as_record(), **{name: value for name, value in context.items() if value}}
    rows = sorted(map(_row, matches), key=lambda row: row["slug"])
    return "".join(f"{_line(row)}\n" for row in [head, *rows])


def content_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _row(match: Match) -> dict[str, Any]:
    measure, article = match.measure, match.measure.article
    return {
        "slug": measure.slug,
        "verdict": match.verdict.value,
        "policy": article.policy.slug,
        "article": article.address,
        "sha256": article.sha256,
        "quotes": list(measure.words),
        "reasons": [
            [reason.criterion, reason.finding.value, list(reason.quotes)] for reason in match.reasons
        ],
    }


def _line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
