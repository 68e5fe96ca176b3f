"""The checks of the whole database as a background task of the administration."""

from __future__ import annotations

from articles.jobs import Report
from articles.models import Task
from policy_portal.verification.checks import CHECKS

_MOST_LISTED = 200


def verify(task: Task, report: Report) -> dict[str, object]:
    """Run all checks, as `manage.py verify` does; each one's findings stand under its title."""
    lines, total = [], 0
    for done, check in enumerate(CHECKS):
        report(check.title, done, len(CHECKS))
        findings = list(check.find())
        total += len(findings)
        lines.append(f"{check.title}：{f'{len(findings)} 处不符' if findings else '相符'}")
        lines += [f"  {line}" for line in findings[:_MOST_LISTED]]
    message = f"发现 {total} 处不符" if total else "全部相符"
    return {
        "message": message, "report": "\n".join(lines), "done": len(CHECKS), "total": len(CHECKS), "step": "",
    }  # fmt: skip
