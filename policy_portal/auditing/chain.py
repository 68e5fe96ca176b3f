"""Whether the audit log is as it was written: each entry's number, digest and predecessor, and its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from policy_portal.auditing.models import AuditEntry, AuditHead


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 of the entry's content as a JSON array, as the database computes it."""
    return sha256(json.dumps(entry.content(), ensure_ascii=False).encode()).hexdigest()


def broken_links() -> Iterator[str]:
    """What does not agree, one line each."""
    number, digest = 0, ""
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != number + 1:
            yield f"审计日志：第 {number} 条之后缺少 {entry.number - number - 1} 条"
        elif entry.previous != digest:
            yield f"审计日志：第 {entry.number} 条不接前一条"
        if entry.digest != digest_of(entry):
            yield f"审计日志：第 {entry.number} 条的内容与校验值不符"
        number, digest = entry.number, entry.digest
    head = AuditHead.objects.first()
    if head is None:
        yield "审计日志：末尾的记录不见了"
    elif (head.number, head.digest) != (number, digest):
        yield f"审计日志：应有 {head.number} 条，最后一条是第 {number} 条"
