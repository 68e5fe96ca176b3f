"""The checks of the whole database as a background task of the administration."""

from __future__ import annotations

from articles.jobs import Report
from articles.models import Task
from policy_portal.verification.checks import CHECKS

_MOST_TOLD = 200


def verify(task: Task, report: Report) -> dict[str, object]:
    """Run all checks, as `manage.py verify` does; each one's findings stand under its title."""
    told, wrong = [], 0
    for done, check in enumerate(CHECKS):
        report(check.title, done, len(CHECKS))
        found = list(check.find())
        wrong += len(found)
        told.append(f"{check.title}：{f'{len(found)} 处不符' if found else '相符'}")
        told += [f"  {line}" for line in found[:_MOST_TOLD]]
    message = f"发现 {wrong} 处不符" if wrong else "全部相符"
    return {
        "message": message, "report": "\n".join(told), "done": len(CHECKS), "total": len(CHECKS), "step": "",
    }  # fmt: skip
